#!/bin/sh
# Time from the moment an alert is due to its arrival at a gRPC subscriber, over several demos.
# Usage: alert-delay.sh [DEMOS]
set -eu
demos=${1:-5}
home=$(cd "$(dirname "$0")/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT INT TERM
i=1
while [ "$i" -le "$demos" ]; do
  "$home/cityward" demo --for 45s --no-browser --port 0 --json "$out/$i.json" >/dev/null 2>&1
  i=$((i + 1))
done
for key in p50AlertDelayMs p99AlertDelayMs p50FrameToAlertMs p99FrameToAlertMs; do
  printf '%s' "$key:"
  for file in "$out"/*.json; do sed -n "s/.*\"$key\" : \([0-9.]*\).*/ \1/p" "$file" | tr -d '\n'; done
  echo
done
