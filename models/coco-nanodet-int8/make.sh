#!/bin/sh
# Makes coco-nanodet-int8.onnx from the pack coco-nanodet beside it:
#   ./make.sh                      from limits.txt; needs only python3-onnx, gives the same bytes each time
#   ./make.sh calibrate [FOLDER]   measures limits.txt anew on the frames of calibration.txt first
# FOLDER holds the pictures of Debian's opencv-doc; without it, 4.6.0+dfsg-12 is downloaded (96 MB).
# Calibrating runs the graph on this project's own class path: build it first (./cityward --version).
set -eu

package=opencv-doc_4.6.0+dfsg-12_all.deb
sha256=4b12681df35878207ac7097dc66184b2ae552e4bf4ddd2af04a0f03ed0b8682a
url=https://deb.debian.org/debian/pool/main/o/opencv/$package
python=${PYTHON:-/usr/bin/python3}

here=$(cd "$(dirname "$0")" && pwd)
float=$here/../coco-nanodet/coco-nanodet.onnx
dist=$here/../../app/target/cityward
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cityward
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "make.sh: $*" >&2; exit 1; }

"$python" -c 'import numpy, onnx' 2>/dev/null \
  || fail "$python lacks numpy or onnx (Debian: apt-get install python3-numpy python3-onnx; another Python: PYTHON=...)"

pictures() { # prints the folder with opencv-doc's pictures
  if [ ! -f "$cache/$package" ]; then
    mkdir -p "$cache"
    curl --fail --silent --show-error --location --retry 3 --output "$cache/$package.part" "$url" \
      || fail "download failed; fetch $url by other means and give the folder of its pictures"
    mv "$cache/$package.part" "$cache/$package"
  fi
  echo "$sha256  $cache/$package" | sha256sum --check --status \
    || fail "$cache/$package: wrong sha256 (expected $sha256); delete it and try again"
  dpkg-deb -x "$cache/$package" "$work/opencv-doc"
  echo "$work/opencv-doc/usr/share/doc/opencv-doc/examples/data"
}

if [ "${1:-}" = calibrate ]; then
  [ -f "$dist/cityward.jar" ] || fail "$dist/cityward.jar: not built yet (./cityward --version builds it)"
  folder=${2:-$(pictures)}
  (cd "$folder" && sha256sum --check --quiet "$here/calibration.sha256") || fail "$folder: other pictures"
  "$python" -B "$here/quantise.py" probe "$float" "$work/probe.onnx"
  # Opening a session wants more stack than a thread has by default.
  java -Xss16m -Xmx1g -cp "$dist/cityward.jar:$dist/lib/*" "$here/Calibrate.java" \
    "$here/.." coco-nanodet "$work/probe.onnx" "$here/calibration.txt" "$folder" "$work/histograms.tsv"
  "$python" -B "$here/quantise.py" limits "$float" "$work/histograms.tsv" "$here/limits.txt"
elif [ $# -gt 0 ]; then
  fail "$1: unknown (expected: nothing, or calibrate [FOLDER])"
fi

"$python" -B "$here/quantise.py" quantise "$float" "$here/limits.txt" "$work/coco-nanodet-int8.onnx"
cp "$work/coco-nanodet-int8.onnx" "$here/coco-nanodet-int8.onnx"

made=$(sha256sum "$here/coco-nanodet-int8.onnx" | cut -d' ' -f1)
echo "coco-nanodet-int8.onnx  sha256 $made"
grep -q "sha256: $made" "$here/pack.yml" \
  || fail "pack.yml names another sha256; if the limits or quantise.py were changed on purpose, put the new one there"
