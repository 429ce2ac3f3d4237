#!/bin/sh
# Makes the bundled clips anew. Needs ffmpeg with libx264 and libx265, and Debian's opencv-doc (or
# the path of vtest.avi as the first argument). The clips are committed: a build does not need this.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
clips=$here/src/main/resources/io/cityward/testkit/clips
vtest=${1:-/usr/share/doc/opencv-doc/examples/data/vtest.avi}
mkdir -p "$clips"

encode() { # name, then what ffmpeg shall read and how it shall encode
  name=$1
  shift
  write "$name" "$@" -map 0:v:0 -pix_fmt yuv420p -flags:v +bitexact
}

write() { # name, then all that ffmpeg shall do
  name=$1
  shift
  ffmpeg -hide_banner -loglevel error -y "$@" -map_metadata -1 -fflags +bitexact \
    -movflags +faststart "$clips/$name.mp4"
}

# Two boxes and a clock over a calm gradient: 6 s of 640x360 at 25 fps, a key frame every 2 s.
boxes="gradients=size=640x360:rate=25:duration=6:c0=0x304050:c1=0x607080:x0=0:y0=0:x1=640:y1=360:speed=0.00001:seed=1[ground];\
color=c=0xd04030:size=80x40:rate=25:duration=6[car];color=c=0xf0e060:size=24x60:rate=25:duration=6[man];\
[ground][car]overlay=x='mod(t*120,640)':y=240[street];[street][man]overlay=x='600-t*60':y=120"
gop="keyint=50:min-keyint=50:scenecut=0"

encode boxes-h264 -filter_complex_threads 1 -f lavfi -i "$boxes" \
  -c:v libx264 -profile:v main -preset slow -crf 26 -bf 0 -x264-params "$gop:threads=1"
encode boxes-h264-bframes -f lavfi -i "$boxes" \
  -c:v libx264 -profile:v high -preset slow -crf 26 -bf 2 -x264-params "$gop:threads=1"
encode boxes-h265 -f lavfi -i "$boxes" \
  -c:v libx265 -preset slow -crf 28 -tag:v hvc1 \
  -x265-params "$gop:bframes=0:pools=1:frame-threads=1:log-level=error"

# The same street for a camera whose resolution is set down, one with a microphone, and
# what remains of that without its picture: a tone.
encode boxes-h264-small -filter_complex_threads 1 -f lavfi -i "$boxes,scale=352:288" \
  -c:v libx264 -profile:v main -preset slow -crf 28 -bf 0 -x264-params "$gop:threads=1"
encode boxes-h264-audio -filter_complex_threads 1 -f lavfi -i "$boxes" \
  -f lavfi -i "sine=frequency=440:sample_rate=16000:duration=6" -map 1:a:0 \
  -c:v libx264 -profile:v main -preset slow -crf 30 -bf 0 -x264-params "$gop:threads=1" \
  -c:a aac -b:a 24k -flags:a +bitexact
write tone -f lavfi -i "sine=frequency=440:sample_rate=16000:duration=2" \
  -c:a aac -b:a 24k -flags:a +bitexact

# A street where nothing moves: 4 s.
encode still-h264 -f lavfi -i "testsrc2=size=640x360:rate=25:duration=0.04,loop=loop=99:size=1,setpts=N/25/TB" \
  -c:v libx264 -profile:v main -preset slow -crf 30 -bf 0 -x264-params "$gop:threads=1"

# The demo's camera: the two vehicles at the top right must stay sharp, so no scaling.
encode campus -i "$vtest" -c:v libx264 -profile:v main -preset slow -crf 27 -bf 0 \
  -x264-params "keyint=20:min-keyint=20:scenecut=0:threads=1"

ls -l "$clips"
