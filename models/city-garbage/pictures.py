"""The training pictures: read once, kept as bytes, and made into batches. A batch depends on seed and step alone."""

from pathlib import Path

import cv2
import numpy as np

cv2.setNumThreads(1)

GREY = 114
CANVASES = [(384, 384), (384, 384), (448, 320), (320, 320), (512, 320), (448, 384)]  # width, height
MOSAICS, NEGATIVE_TILES, NEGATIVES = 0.5, 0.3, 0.1
KEPT_SHARE = 0.2  # of a box's area; with less of it left, the box is dropped
SMALLEST_SIDE = 4  # pixels
# Clips that show streets without garbage, under licences that allow it (../../../shared/data/README.md).
NEGATIVE_CLIPS = {
    "street_kerb_parked_cars.mp4": "MIT",
    "bgslib_road.avi": "MIT",
    "intel_car-detection.mp4": "CC BY 4.0",
    "intel_person-bicycle-car-detection.mp4": "CC BY 4.0",
    "vtest.avi": "Apache-2.0, BSD-3-Clause",
    "dvrscan_brightness_change.avi": "BSD-2-Clause",
}
FRAMES_PER_CLIP = 60
LONGEST_SIDE = 768  # of a clip's frames, in memory


def labelled(folder):
    """Pairs of picture (BGR) and boxes (k x 5: class, left, top, right, bottom in pixels)."""
    pairs = []
    for path in sorted((folder / "images").glob("*.jpg")):
        picture = cv2.imread(str(path))
        rows = (folder / "labels" / f"{path.stem}.txt").read_text().split("\n")
        boxes = np.array([r.split() for r in rows if r.strip()], np.float32).reshape(-1, 5)
        centre, half = boxes[:, 1:3].copy(), boxes[:, 3:5] / 2
        size = picture.shape[1], picture.shape[0]
        boxes[:, 1:] = np.hstack([(centre - half) * size, (centre + half) * size])
        pairs.append((picture, boxes))
    if not pairs:
        raise SystemExit(f"{folder}: no pictures (expected: images/*.jpg and labels/*.txt)")
    return pairs


def negatives(folder):
    """Frames of the clips, evenly spread, without boxes."""
    pairs = []
    for name in NEGATIVE_CLIPS:
        clip = cv2.VideoCapture(str(folder / name))
        count = int(clip.get(cv2.CAP_PROP_FRAME_COUNT))
        if count <= 0:
            raise SystemExit(f"{folder / name}: no frames (expected: a clip; see NEGATIVE_CLIPS in pictures.py)")
        wanted = set(np.linspace(0, count - 1, FRAMES_PER_CLIP).astype(int).tolist())
        for i in range(count):
            if not clip.grab():
                break
            if i in wanted:
                picture = clip.retrieve()[1]
                factor = min(1.0, LONGEST_SIDE / max(picture.shape[:2]))
                picture = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
                pairs.append((picture, np.zeros((0, 5), np.float32)))
    return pairs


class Pictures:
    def __init__(self, data, seed):
        self.positives = labelled(Path(data) / "garbage" / "train")
        self.negatives = negatives(Path(data) / "video")
        self.seed = seed

    def order(self, epoch):
        return np.random.default_rng([self.seed, 1, epoch]).permutation(len(self.positives))

    def batch(self, step, indices, calm):
        """Pictures B x H x W x 3 (uint8) and a list of boxes per picture. calm: no mosaics, little scaling."""
        rng = np.random.default_rng([self.seed, 2, step])
        width, height = CANVASES[rng.integers(len(CANVASES))]
        samples = [self.sample(rng, i, width, height, calm) for i in indices]
        return np.stack([s[0] for s in samples]), [s[1] for s in samples]

    def sample(self, rng, index, width, height, calm):
        canvas = np.full((height, width, 3), GREY, np.uint8)
        if not calm and rng.random() < MOSAICS:
            boxes = self.mosaic(rng, index, canvas)
        else:
            pair = self.negative(rng) if rng.random() < NEGATIVES else self.positives[index]
            scale = np.exp(rng.uniform(-0.25, 0.1) if calm else rng.uniform(-1.0, 0.4))
            boxes = place(rng, pair, canvas, (0, 0, width, height), scale, calm)
        return photograph(rng, canvas), boxes

    def negative(self, rng):
        return self.negatives[rng.integers(len(self.negatives))]

    def mosaic(self, rng, index, canvas):
        height, width = canvas.shape[:2]
        x, y = int(width * rng.uniform(0.35, 0.65)), int(height * rng.uniform(0.35, 0.65))
        tiles = [(0, 0, x, y), (x, 0, width, y), (0, y, x, height), (x, y, width, height)]
        boxes = []
        first = rng.integers(4)
        for i, tile in enumerate(tiles):
            if i == first:
                pair = self.positives[index]
            elif rng.random() < NEGATIVE_TILES:
                pair = self.negative(rng)
            else:
                pair = self.positives[rng.integers(len(self.positives))]
            boxes.append(place(rng, pair, canvas, tile, np.exp(rng.uniform(-0.2, 0.7)), False))
        return np.vstack(boxes)


def place(rng, pair, canvas, tile, scale, calm):
    """Draws a picture into a tile (left, top, right, bottom) of the canvas; its boxes there. Scale 1 just fits."""
    picture, boxes = pair
    left, top, right, bottom = tile
    width, height = right - left, bottom - top
    # The data's squares were wider once: stretched more often than squeezed.
    aspect = np.exp(rng.uniform(-0.1, 0.2) if calm else rng.uniform(-0.3, 0.45))
    fit = min(width / (picture.shape[1] * aspect), height / picture.shape[0]) * scale
    fx, fy = fit * aspect, fit
    dx = rng.uniform(*sorted((0.0, width - picture.shape[1] * fx)))
    dy = rng.uniform(*sorted((0.0, height - picture.shape[0] * fy)))
    flipped = rng.random() < 0.5
    if flipped:
        fx, dx = -fx, dx + picture.shape[1] * fx
    matrix = np.array([[fx, 0, dx + (fx - 1) / 2], [0, fy, dy + (fy - 1) / 2]])
    if fy < 0.6:  # the warp samples single points: what shrinks much is shrunk before
        half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        matrix = np.array([[2 * fx, 0, dx + (2 * fx - 1) / 2], [0, 2 * fy, dy + (2 * fy - 1) / 2]])
        picture = half
    grey = (GREY,) * 3
    canvas[top:bottom, left:right] = cv2.warpAffine(picture, matrix, (width, height), borderValue=grey)

    x = np.sort(boxes[:, [1, 3]] * fx + dx, 1)
    y = boxes[:, [2, 4]] * fy + dy
    area = (x[:, 1] - x[:, 0]) * (y[:, 1] - y[:, 0])
    x, y = x.clip(0, width), y.clip(0, height)
    sides = np.stack([x[:, 1] - x[:, 0], y[:, 1] - y[:, 0]], 1)
    kept = (sides.prod(1) > KEPT_SHARE * area) & (sides.min(1) >= SMALLEST_SIDE)
    moved = np.stack([boxes[:, 0], x[:, 0] + left, y[:, 0] + top, x[:, 1] + left, y[:, 1] + top], 1)
    return moved[kept].astype(np.float32)


def photograph(rng, canvas):
    """What light, lens and codec do."""
    if rng.random() < 0.8:
        dark = rng.random() < 0.12
        gamma = np.exp(rng.uniform(0.2, 0.9) if dark else rng.uniform(-0.4, 0.4))
        contrast = rng.uniform(0.25, 0.6) if dark else rng.uniform(0.7, 1.25)
        brightness = 0.0 if dark else rng.uniform(-25, 25)
        level = np.arange(256) / 255.0
        curve = (level**gamma * 255 - (0 if dark else 114)) * contrast + (0 if dark else 114) + brightness
        canvas = cv2.LUT(canvas, curve.clip(0, 255).astype(np.uint8))
        if dark:
            noise = rng.normal(0, rng.uniform(1, 6), canvas.shape).astype(np.float32)
            canvas = (canvas + noise).clip(0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        grey = cv2.cvtColor(canvas, cv2.COLOR_BGR2GRAY)[..., None].astype(np.float32)
        gain = rng.uniform(0.9, 1.1, 3).astype(np.float32)
        canvas = ((grey + (canvas - grey) * np.float32(rng.uniform(0.5, 1.5))) * gain).clip(0, 255).astype(np.uint8)
    if rng.random() < 0.06:
        canvas = cv2.cvtColor(cv2.cvtColor(canvas, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    if rng.random() < 0.25:
        factor = rng.uniform(0.4, 0.9)
        small = cv2.resize(canvas, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        canvas = cv2.resize(small, (canvas.shape[1], canvas.shape[0]), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.2:
        _, bytes_ = cv2.imencode(".jpg", canvas, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(20, 71))])
        canvas = cv2.imdecode(bytes_, cv2.IMREAD_COLOR)
    return canvas
