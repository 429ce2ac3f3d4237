"""Which cells are to find which box (task-aligned), and what their answers cost."""

import torch
import torch.nn.functional as F

from network import BINS, STRIDES

TOP = 10
SCORE_POWER, IOU_POWER = 0.5, 6.0
GIOU_WEIGHT, DFL_WEIGHT = 2.0, 0.5
EPSILON = 1e-9


def cells(height, width):
    """Centres (n x 2, pixels) and strides (n x 1) of all cells, in the order of the network's outputs."""
    centres, strides = [], []
    for s in STRIDES:
        y, x = torch.meshgrid(torch.arange(height // s), torch.arange(width // s), indexing="ij")
        centres.append((torch.stack([x, y], -1).reshape(-1, 2) + 0.5) * s)
        strides.append(torch.full((len(centres[-1]), 1), float(s)))
    return torch.cat(centres), torch.cat(strides)


def iou(a, b, generalised=False):
    """Of boxes left, top, right, bottom; a and b broadcast."""
    overlap = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0).prod(-1)
    union = (a[..., 2:] - a[..., :2]).prod(-1) + (b[..., 2:] - b[..., :2]).prod(-1) - overlap
    result = overlap / (union + EPSILON)
    if generalised:
        hull = (torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])).prod(-1)
        result = result - (hull - union) / (hull + EPSILON)
    return result


@torch.no_grad()
def assign(scores, boxes, centres, truth, classes, real):
    """Per cell: the index of its box (B x n), and its soft target (B x n; 0: background).

    scores B x n x 3, boxes B x n x 4; truth B x g x 4 with classes B x g, of which `real` (B x g) are not padding.
    """
    left_top, right_bottom = centres - truth[..., None, :2], truth[..., None, 2:] - centres
    inside = (torch.cat([left_top, right_bottom], -1).amin(-1) > 0) & real[..., None]
    overlap = iou(truth[:, :, None], boxes[:, None]) * inside
    own = scores.transpose(1, 2).gather(1, classes[..., None].expand(-1, -1, scores.shape[1]))
    alignment = own**SCORE_POWER * overlap**IOU_POWER
    best = alignment.topk(TOP, -1)
    chosen = torch.zeros_like(alignment).scatter_(-1, best.indices, 1.0) * (alignment > EPSILON)
    # A cell that several boxes chose is the one's that it fits best.
    owner = (overlap * chosen).argmax(1)
    chosen = chosen * F.one_hot(owner, truth.shape[1]).transpose(1, 2)
    alignment, overlap = alignment * chosen, overlap * chosen
    target = alignment / (alignment.amax(-1, keepdim=True) + EPSILON) * overlap.amax(-1, keepdim=True)
    return owner, target.sum(1)


def loss(heads, height, width, truth, classes, real):
    logits = torch.cat([h[0] for h in heads], 1)
    sides = torch.cat([h[1] for h in heads], 1)
    centres, strides = cells(height, width)
    distances = (sides.softmax(-1) @ torch.arange(BINS, dtype=torch.float32)) * strides
    boxes = torch.cat([centres - distances[..., :2], centres + distances[..., 2:]], -1)
    owner, target = assign(logits.sigmoid(), boxes, centres, truth, classes, real)

    wanted = F.one_hot(classes.gather(1, owner), logits.shape[-1]) * target[..., None]
    total = target.sum().clamp(min=1.0)
    cost = F.binary_cross_entropy_with_logits(logits, wanted, reduction="sum") / total
    found = target > 0
    if not found.any():
        return cost
    weight = target[found]
    own = truth.gather(1, owner[..., None].expand(-1, -1, 4))[found]
    cost = cost + GIOU_WEIGHT * ((1 - iou(boxes[found], own, generalised=True)) * weight).sum() / total

    at = centres.expand(len(truth), -1, -1)[found]
    exact = torch.cat([at - own[:, :2], own[:, 2:] - at], -1) / strides.expand(len(truth), -1, -1)[found]
    exact = exact.clamp(0, BINS - 1.01)
    low = exact.floor()
    guess = sides[found].log_softmax(-1)
    share = exact - low
    low = low.long()[..., None]
    focal = -(guess.gather(-1, low)[..., 0] * (1 - share) + guess.gather(-1, low + 1)[..., 0] * share)
    return cost + DFL_WEIGHT * (focal.mean(-1) * weight).sum() / total
