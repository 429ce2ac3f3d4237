#!/bin/sh
# AP50 before and after, and what an inference costs:  ./measure.sh [FOOTAGE]
# FOOTAGE holds the clips that frames.txt names (default: ../../../shared/data/video), and beside it, if there,
# ../../models/reference_yolox_nano_416.onnx and ../garbage/valid/images for the agreement with another detector.
# Takes some minutes; leaves its JSON files in ./measured (not committed).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
footage=${1:-$home/../shared/data/video}
reference=$footage/../../models/reference_yolox_nano_416.onnx
streets=$footage/../garbage/valid/images
dist=$home/app/target/cityward
out=$here/measured
map=car=vehicle,bus=vehicle,truck=vehicle

fail() { echo "measure.sh: $*" >&2; exit 1; }
[ -d "$footage" ] || fail "$footage: no such folder (the clips of frames.txt lie beside this project, not in it)"
"$home/cityward" --version >/dev/null

run() { java -Xss16m -Xmx1g -cp "$dist/cityward.jar:$dist/lib/*" "$@"; }
score() { # name of the set, size
  for pack in coco-nanodet coco-nanodet-int8; do
    "$home/cityward" eval --images "$out/$1" --map "$map" --pack "$pack" --input-size "$2" \
      --json "$out/$1-$pack-$2.json"
  done
}

mkdir -p "$out/drawn/images"
run "$here/Frames.java" "$here/frames.txt" "$footage" "$out/drawn/images" >/dev/null
cp -r "$here/labels" "$out/drawn/"
for size in 416x256 640x384; do score drawn $size; done

if [ -f "$reference" ]; then
  mkdir -p "$out/agreed"
  cp -r "$out/drawn/images" "$out/agreed/"
  run "$here/Reference.java" "$reference" 0.5 "$out/agreed"
  for size in 416x256 640x384; do score agreed $size; done
fi
if [ -f "$reference" ] && [ -d "$streets" ]; then
  mkdir -p "$out/streets"
  cp -r "$streets" "$out/streets/"
  run "$here/Reference.java" "$reference" 0.5 "$out/streets"
  score streets 416x416
fi

for size in 416x256 416x416 640x384; do
  run "$here/Speed.java" "$home/models" $size 60 coco-nanodet coco-nanodet-int8
done
