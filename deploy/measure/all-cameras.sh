#!/bin/sh
# CPU and memory of `cityward all` with N cameras at 1080p25, H.264, GOP 2 s, on key frames.
# The cameras are served by another process, which is not counted.
# Needs ffmpeg (Debian: apt install ffmpeg) to make the clip. Usage: all-cameras.sh [CAMERAS] [SECONDS]
set -eu
cameras=${1:-4}
seconds=${2:-60}
home=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
pids=""
stop() {
  for pid in $pids; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT INT TERM

ffmpeg -loglevel error -y -i "$home/testkit/src/main/resources/io/cityward/testkit/clips/campus.mp4" \
  -vf scale=1920:1080 -r 25 -an -c:v libx264 -preset veryfast -b:v 4M -bf 0 \
  -x264-params keyint=50:min-keyint=50:scenecut=0 "$work/street.mp4"

"$home/cityward" camera-sim --clip "$work/street.mp4" --copies "$cameras" --port 18554 --loop \
  >"$work/cameras.log" 2>&1 &
pids="$!"

{
  echo "server: { port: 18080 }"
  echo "cameras:"
  i=1
  while [ "$i" -le "$cameras" ]; do
    name=$([ "$cameras" -eq 1 ] && echo street || echo "street-$i")
    echo "- id: street-$i"
    echo "  url: rtsp://127.0.0.1:18554/$name"
    echo "  zones: [{id: kerb, kind: no-parking, polygon: [[0.84, 0.13], [1, 0.12], [1, 0.24], [0.87, 0.24]]}]"
    echo "  scenes: {illegal-parking: {dwell: PT3M}}"
    i=$((i + 1))
  done
} >"$work/cityward.yml"

"$home/cityward" all --config "$work/cityward.yml" >"$work/all.log" 2>&1 &
all=$!
pids="$pids $all"

live() { curl -s http://127.0.0.1:18080/metrics | grep -c '^cityward_camera_state{.*state="live".*} 1.0' || true; }
tries=0
until [ "$(live)" = "$cameras" ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 120 ] || { echo "the cameras did not come up; the end of the log:"; tail "$work/all.log"; exit 1; }
  sleep 1
done
sleep 15 # class loading and the just-in-time compiler

ticks() { awk '{print $14 + $15}' "/proc/$all/stat"; }
inferred() { curl -s http://127.0.0.1:18080/metrics | awk '/^cityward_inference_took_seconds_count/ {n += $2} END {print n + 0}'; }
before=$(ticks)
frames=$(inferred)
sleep "$seconds"
spent=$(($(ticks) - before))
looked=$(awk "BEGIN {print $(inferred) - $frames}")
rss=$(awk '/VmRSS/ {print int($2 / 1024)}' "/proc/$all/status")
awk "BEGIN {
  cpu = $spent / $(getconf CLK_TCK) / $seconds * 100
  printf \"%d cameras, %d s: %.1f %% of a core in all, %.1f %% per camera, RSS %d MiB, %.2f inferences/s\n\",
    $cameras, $seconds, cpu, cpu / $cameras, $rss, $looked / $seconds
}"
