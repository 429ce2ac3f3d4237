#!/bin/sh
# AP50, false alarms and cost of city-garbage:  ./measure.sh [DATA]
# DATA holds garbage/valid, video/ and still/ (default: ../../../shared/data). Takes some minutes.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
data=${1:-$home/../shared/data}
dist=$home/app/target/cityward
video=$data/video

fail() { echo "measure.sh: $*" >&2; exit 1; }
[ -d "$data/garbage/valid" ] || fail "$data/garbage/valid: no such folder (expected: the data that README.md names)"
"$home/cityward" --version >/dev/null

run() { java -Xss16m -Xmx1g -cp "$dist/cityward.jar:$dist/lib/*" "$@"; }
alarms() { run "$here/FalseAlarms.java" "$home/models" 640x384 city-garbage "$@"; }

for size in 640x384 416x256; do
  "$home/cityward" eval --images "$data/garbage/valid" --pack city-garbage --input-size $size
done
echo "clips that no negative was taken from"
alarms "$video/junction_waiting_cars.mp4" "$video/office1_drop.mp4" "$video/office3_drop.mp4" \
  "$video/bag_left_on_pavement.avi@15" "$video/mmtracking_night_square.mp4"
echo "stills without stalls, of other places; some may show garbage"
alarms "$data"/still/none_*.jpg
echo "clips that negatives were taken from"
alarms "$video/street_kerb_parked_cars.mp4" "$video/bgslib_road.avi" "$video/intel_car-detection.mp4" \
  "$video/intel_person-bicycle-car-detection.mp4" "$video/vtest.avi" "$video/dvrscan_brightness_change.avi"
echo "bags and cartons at night: each box is right here"
alarms "$video/dumped_bags_boxes.gif"

for size in 640x384 416x256; do
  run "$here/../coco-nanodet-int8/Speed.java" "$home/models" $size 60 coco-nanodet city-garbage
done
