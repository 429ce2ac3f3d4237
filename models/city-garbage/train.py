#!/usr/bin/python3
"""Trains the garbage branch:  train.py [--data ../../../shared/data] [--epochs 10] OUT.onnx

Needs Debian's python3-torch, python3-opencv, python3-numpy and python3-onnx; no GPU. Starts from
../coco-nanodet/coco-nanodet.onnx. After each epoch the averaged weights so far lie in OUT.onnx; the whole state lies in
OUT.onnx.state, from which a run that was cut off goes on, with other --epochs too: the learning rate then ends there.
"""

import argparse
import math
import os
import time
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch

from join import join
from loss import loss
from network import MEAN, STD, Graph, Network
from pictures import Pictures

HERE = Path(__file__).resolve().parent
COCO = HERE.parent / "coco-nanodet" / "coco-nanodet.onnx"
BATCH = 16
CLASS_RATE, COPIED_RATE = 2e-3, 3e-4
CLASS_DECAY, COPIED_DECAY = 0.02, 0.01
WARM_UP, LAST_RATE = 100, 0.02
CLIP = 10.0
AVERAGE = 0.998
SAVED_EVERY = 40  # steps
SEED = 20261125


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--data", default=str(HERE.parents[2] / "shared" / "data"), help="holds garbage/ and video/")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps", type=int, help="stop after so many: to try it out")
    return parser.parse_args()


def has_bfloat16():
    flags = Path("/proc/cpuinfo")
    return flags.exists() and any(f in flags.read_text() for f in ("avx512_bf16", "amx_bf16"))


def rate(step, steps):
    if step < WARM_UP:
        return (step + 1) / WARM_UP
    through = (step - WARM_UP) / max(1, steps - WARM_UP)
    return LAST_RATE + (1 - LAST_RATE) * (1 + math.cos(math.pi * through)) / 2


def tensors(pictures, boxes):
    image = torch.from_numpy(pictures).permute(0, 3, 1, 2).float()
    image = (image - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(STD).view(3, 1, 1)
    most = max(1, max(len(b) for b in boxes))
    truth, classes = torch.zeros(len(boxes), most, 4), torch.zeros(len(boxes), most, dtype=torch.long)
    real = torch.zeros(len(boxes), most, dtype=torch.bool)
    for i, rows in enumerate(boxes):
        truth[i, : len(rows)] = torch.from_numpy(rows[:, 1:])
        classes[i, : len(rows)] = torch.from_numpy(rows[:, 0]).long()
        real[i, : len(rows)] = True
    return image.contiguous(memory_format=torch.channels_last), truth, classes, real


def main():
    options = arguments()
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    graph = Graph(str(COCO))
    network = Network(graph)
    optimiser = torch.optim.AdamW([
        {"params": list(network.classes.parameters()), "lr": CLASS_RATE, "weight_decay": CLASS_DECAY},
        {"params": list(network.copied.parameters()), "lr": COPIED_RATE, "weight_decay": COPIED_DECAY},
    ])
    average = deepcopy(network.state_dict())
    bfloat16 = has_bfloat16()
    pictures = Pictures(options.data, SEED)
    per_epoch = len(pictures.positives) // BATCH
    steps = per_epoch * options.epochs
    print(f"{len(pictures.positives)} pictures, {len(pictures.negatives)} negatives, {steps} steps, "
          f"{sum(p.numel() for p in network.parameters())} weights, {'bfloat16' if bfloat16 else 'float32'}", flush=True)

    state = Path(options.out + ".state")
    first = 0
    if state.exists():
        kept = torch.load(state)
        network.load_state_dict(kept["network"])
        optimiser.load_state_dict(kept["optimiser"])
        average, first = kept["average"], kept["step"]
    peak = [g["lr"] for g in ({"lr": CLASS_RATE}, {"lr": COPIED_RATE})]

    def batch(step):
        epoch, i = divmod(step, per_epoch)
        indices = pictures.order(epoch)[i * BATCH : (i + 1) * BATCH]
        return tensors(*pictures.batch(step, indices, calm=epoch == options.epochs - 1))

    last = steps if options.steps is None else min(steps, options.steps)
    started, costs = time.monotonic(), []
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(batch, first)
        for step in range(first, last):
            image, truth, classes, real = coming.result()
            coming = pool.submit(batch, step + 1) if step + 1 < last else None
            for group, full in zip(optimiser.param_groups, peak):
                group["lr"] = full * rate(step, steps)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
                heads = network(image)
            cost = loss(heads, image.shape[2], image.shape[3], truth, classes, real)
            optimiser.zero_grad(set_to_none=True)
            cost.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimiser.step()
            # A short memory at first, so that the average is not held back by the start.
            keep = min(AVERAGE, (step + 1) / (step + 10))
            with torch.no_grad():
                for name, value in network.state_dict().items():
                    average[name].lerp_(value, 1 - keep)
            costs.append(cost.item())
            if (step + 1) % 20 == 0 or step + 1 == last:
                print(f"step {step + 1}/{steps}  loss {np.mean(costs[-20:]):.3f}  "
                      f"{(time.monotonic() - started) / (step + 1 - first):.2f} s per step", flush=True)
            ended = (step + 1) % per_epoch == 0 or step + 1 == last
            if ended or (step + 1) % SAVED_EVERY == 0:
                torch.save({"network": network.state_dict(), "optimiser": optimiser.state_dict(), "average": average,
                            "step": step + 1}, f"{state}.part")
                os.replace(f"{state}.part", state)
            if ended:
                averaged = Network(graph)
                averaged.load_state_dict(average)
                join(graph, averaged, options.out)


if __name__ == "__main__":
    main()
