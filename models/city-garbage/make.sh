#!/bin/sh
# Makes city-garbage.onnx:  ./make.sh [DATA]
# DATA holds garbage/train and video/ (README.md says what is in them); without it, ../../../shared/data.
# Trains for 15 to 60 minutes on a CPU. Another machine gives other bytes: the checksum in pack.yml is put right, and
# what the result is worth has to be measured anew (README.md).
set -eu

python=${PYTHON:-/usr/bin/python3}
here=$(cd "$(dirname "$0")" && pwd)
data=${1:-$here/../../../shared/data}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "make.sh: $*" >&2; exit 1; }

"$python" -c 'import cv2, numpy, onnx, torch' 2>/dev/null \
  || fail "$python lacks a library (Debian: apt-get install python3-numpy python3-onnx python3-opencv python3-torch; another Python: PYTHON=...)"
for folder in garbage/train/images garbage/train/labels video; do
  [ -d "$data/$folder" ] || fail "$data/$folder: no such folder (expected: the data that README.md names)"
done

"$python" -B "$here/train.py" --data "$data" "$work/city-garbage.onnx"
cp "$work/city-garbage.onnx" "$here/city-garbage.onnx"

made=$(sha256sum "$here/city-garbage.onnx" | cut -d' ' -f1)
echo "city-garbage.onnx  sha256 $made"
sed -i "s/^  sha256: .*/  sha256: $made/" "$here/pack.yml"
