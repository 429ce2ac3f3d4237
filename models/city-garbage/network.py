"""The network in torch, built from the nodes of coco-nanodet.onnx: a frozen trunk and a branch that is trained.

The trunk is everything up to C3 (stride 8, 128 channels). The branch is a copy of everything after it, node by node,
with its last convolutions giving 3 class rows instead of 80; its weights start from COCO's, the class rows anew.
"""

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from torch import nn

C3 = "concat04"
COCO_CLASSES, CLASSES, BINS = 80, 3, 11
STRIDES = (8, 16, 32)
MEAN, STD = (103.53, 116.28, 123.675), (57.375, 57.12, 58.395)  # BGR, as in coco-nanodet/pack.yml
INITIAL_CLASS_BIAS = -4.0


class Graph:
    """The nodes of coco-nanodet.onnx, their casts of float16 weights already done."""

    def __init__(self, path):
        self.model = onnx.load(path)
        self.constants = {i.name: numpy_helper.to_array(i) for i in self.model.graph.initializer}
        nodes = [n for n in self.model.graph.node if n.op_type != "Cast"]
        for cast in (n for n in self.model.graph.node if n.op_type == "Cast"):
            self.constants[cast.output[0]] = self.constants[cast.input[0]].astype(np.float32)
        end = next(i for i, n in enumerate(nodes) if C3 in n.output) + 1
        self.trunk, self.branch = nodes[:end], nodes[end:]

    def is_last(self, conv):
        return self.constants[conv.input[1]].shape[0] == COCO_CLASSES + 4 * BINS

    def last(self):
        return [n.output[0] for n in self.branch if n.op_type == "Conv" and self.is_last(n)]


def attributes(node):
    return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


def run(nodes, values, weights):
    """Adds to values what the nodes give, up to the last convolutions: their split and layout is the caller's."""
    for node in nodes:
        at, x = attributes(node), values.get(node.input[0])
        if node.op_type == "Conv":
            weight, bias = weights(node)
            y = F.conv2d(x, weight, bias, stride=tuple(at["strides"]), padding=tuple(at["pads"][:2]))
        elif node.op_type == "LeakyRelu":
            y = F.leaky_relu(x, at["alpha"])
        elif node.op_type == "MaxPool":
            y = F.max_pool2d(x, tuple(at["kernel_shape"]), tuple(at["strides"]), tuple(at["pads"][:2]))
        elif node.op_type == "Concat":
            y = torch.cat([values[i] for i in node.input], 1)
        elif node.op_type == "Add":
            y = values[node.input[0]] + values[node.input[1]]
        elif node.op_type == "Resize":
            # Bilinear at half-pixel centres; at one half that is the mean of four.
            up = node.input[2] == "scale_2"
            y = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False) if up else F.avg_pool2d(x, 2)
        else:
            continue
        values[node.output[0]] = y


class Network(nn.Module):
    """image (B x 3 x H x W, normalised) to a pair per stride: class logits B x n x 3, box logits B x n x 4 x 11."""

    def __init__(self, graph):
        super().__init__()
        self.graph = graph
        self.last = graph.last()
        self.copied, self.classes, self.frozen = nn.ParameterDict(), nn.ParameterDict(), {}
        for node in graph.trunk:
            if node.op_type == "Conv":
                self.frozen[node.output[0]] = tuple(self.constant(i) for i in node.input[1:])
        for node in graph.branch:
            if node.op_type == "Conv":
                skipped = COCO_CLASSES if graph.is_last(node) else 0
                for kind, name in zip(("weight", "bias"), node.input[1:]):
                    self.copied[f"{node.output[0]}_{kind}"] = nn.Parameter(self.constant(name)[skipped:].clone())
        for name in self.last:
            channels = self.copied[f"{name}_weight"].shape[1]
            weight = torch.randn(CLASSES, channels, 1, 1) * 0.01
            self.classes[f"{name}_weight"] = nn.Parameter(weight)
            self.classes[f"{name}_bias"] = nn.Parameter(torch.full((CLASSES,), INITIAL_CLASS_BIAS))

    def constant(self, name):
        return torch.from_numpy(self.graph.constants[name].copy())

    def weights(self, node):
        """Weight and bias of a convolution of the branch; of the last ones the class rows first."""
        name = node.output[0]
        pair = [self.copied[f"{name}_{kind}"] for kind in ("weight", "bias")]
        if name in self.last:
            pair = [torch.cat([self.classes[f"{name}_{kind}"], rows]) for kind, rows in zip(("weight", "bias"), pair)]
        return pair

    def forward(self, image):
        values = {"image": image}
        with torch.no_grad():
            run(self.graph.trunk, values, lambda node: self.frozen[node.output[0]])
        run(self.graph.branch, values, self.weights)
        heads = [values[name].flatten(2).transpose(1, 2).float() for name in self.last]
        return [(h[..., :CLASSES], h[..., CLASSES:].unflatten(2, (4, BINS))) for h in heads]
