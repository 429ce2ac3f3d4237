#!/usr/bin/python3
"""Makes the INT8 graph of coco-nanodet:

    quantise.py probe FLOAT OUT                every tensor becomes an output, for Calibrate.java
    quantise.py limits FLOAT HISTOGRAMS OUT    HISTOGRAMS is what Calibrate.java wrote
    quantise.py quantise FLOAT LIMITS OUT      the same bytes each time

Needs numpy and onnx only (Debian: python3-numpy, python3-onnx). make.sh calls it.

The form is QDQ: a QuantizeLinear and a DequantizeLinear around each tensor, which ONNX Runtime
turns into integer operators. Weights are int8, symmetric, a scale per output channel; activations
are uint8 with a zero point, which is what its kernels run fastest with AVX-512 VNNI. The last
convolution of each level, and what follows, stays float: scores and box bins are read as they are.
"""

import sys

import numpy as np
from onnx import TensorProto, checker, helper, load, numpy_helper

# Which tensors the engine cannot requantise on the way: they keep the scale of what they are made of.
KEEP_SCALE = {"MaxPool", "Resize"}
QUANTISED = {"Conv", "LeakyRelu", "Concat", "Add"} | KEEP_SCALE
LEVELS = 255
METADATA = {
    "name": "coco-nanodet-int8",
    "origin": "coco-nanodet.onnx of the pack coco-nanodet 1.0.0",
    "licence": "Apache-2.0 (model), MIT (package)",
    "changes": "quantised to INT8 by Cityward: weights int8 per channel, activations uint8, heads float",
}


def probe(source, target):
    model = load(source)
    known = {output.name for output in model.graph.output}
    for node in model.graph.node:
        if node.op_type in QUANTISED and node.output[0] not in known:
            model.graph.output.append(helper.make_tensor_value_info(node.output[0], TensorProto.FLOAT, None))
    with open(target, "wb") as file:
        file.write(model.SerializeToString(deterministic=True))


class Histogram:
    """What a tensor held: least, most, counts between."""

    def __init__(self, line):
        words = line.rstrip("\n").split("\t")
        self.name = words[0]
        self.least, self.most = float(words[1]), float(words[2])
        self.counts = np.array(words[3:], np.float64)
        width = (self.most - self.least) / len(self.counts)
        self.centres = self.least + (np.arange(len(self.counts)) + 0.5) * width

    def limits(self, slope):
        """The limits whose rounding and clipping lose least, by mean square error.

        slope: what follows passes this share of a negative value on (1: all of it). A leaky ReLU
        passes a tenth, so that errors below zero count a hundredth.
        """
        weights = self.counts * np.where(self.centres < 0, slope * slope, 1.0)
        best, limits = np.inf, (self.least, self.most)
        for low in np.linspace(0.1, 1, 19):
            for high in np.linspace(0.3, 1, 29):
                bottom, top = min(self.least * low, 0), max(self.most * high, 0)
                scale = (top - bottom) / LEVELS
                if scale <= 0:
                    continue
                zero = np.round(-bottom / scale)
                levels = np.clip(np.round(self.centres / scale) + zero, 0, LEVELS)
                error = np.sum(weights * ((levels - zero) * scale - self.centres) ** 2)
                if error < best:
                    best, limits = error, (bottom, top)
        return limits

    def all(self):
        return min(self.least, 0), max(self.most, 0)


def slope_after(graph, name):
    """What share of a negative value the tensor's users pass on."""
    users = [user for user in graph.node if name in user.input]
    leaky = users and all(user.op_type == "LeakyRelu" for user in users)
    return helper.get_attribute_value(users[0].attribute[0]) if leaky else 1.0


def limits(source, histograms, target, method="mse"):
    graph = load(source).graph
    with open(histograms) as lines, open(target, "w") as out:
        out.write("# Tensor, least and most value that its eight bits stand for; from Calibrate.java.\n")
        for histogram in map(Histogram, lines):
            if histogram.name[:3] not in ("cls", "box"):
                slope = slope_after(graph, histogram.name)
                bottom, top = histogram.limits(slope) if method == "mse" else histogram.all()
                out.write(f"{histogram.name} {bottom:.6g} {top:.6g}\n")


class Quantiser:
    def __init__(self, model, limits, in_float):
        self.model = model
        self.graph = model.graph
        self.limits = limits
        self.in_float = in_float
        self.made_by = {name: node for node in self.graph.node for name in node.output}
        self.nodes = []
        self.initializers = []
        self.old = {i.name: numpy_helper.to_array(i) for i in self.graph.initializer}
        self.scales = {}

    def run(self):
        for node in self.graph.node:
            if node.op_type == "Cast":
                continue  # widened weights: folded into the convolutions
            if node.op_type == "Conv":
                self.conv(node)
            else:
                self.other(node)
        used = {name for node in self.nodes for name in node.input}
        kept = [i for i in self.graph.initializer if i.name in used] + self.initializers
        graph = helper.make_graph(self.nodes, "nanodet-g-int8", list(self.graph.input), list(self.graph.output), kept)
        model = helper.make_model(graph, producer_name="cityward", opset_imports=list(self.model.opset_import))
        model.ir_version = self.model.ir_version
        helper.set_model_props(model, METADATA)
        checker.check_model(model, full_check=True)
        return model

    # --- which tensors, and how

    def quantised(self, name):
        """Whether a tensor is kept as uint8."""
        if name == "image":
            return True
        node = self.made_by.get(name)
        return node is not None and node.op_type in QUANTISED and not self.is_head(node) and name not in self.in_float

    def is_head(self, node):
        return node.op_type == "Conv" and any(
            user.op_type == "Split" for user in self.graph.node if node.output[0] in user.input)

    def scale(self, name):
        if name not in self.scales:
            self.scales[name] = self.derive(name)
        return self.scales[name]

    def derive(self, name):
        node = self.made_by.get(name)
        if node is not None and node.op_type in KEEP_SCALE:
            return self.scale(node.input[0])
        bottom, top = self.limits[name]
        scale = np.float32((top - bottom) / LEVELS)
        return scale, np.uint8(np.clip(np.round(-bottom / scale), 0, LEVELS))

    # --- building blocks

    def read(self, name):
        """The name under which a node reads a tensor: through its DequantizeLinear if it is kept as uint8."""
        if not self.quantised(name):
            return name
        if name == "image" and not any(node.name == "image.q" for node in self.nodes):
            self.keep("image")
        return name + ".dq"

    def keep(self, name):
        scale, zero = self.scale(name)
        pair = [self.constant(name + ".scale", scale), self.constant(name + ".zero", zero)]
        self.emit("QuantizeLinear", [name] + pair, name + ".q")
        self.emit("DequantizeLinear", [name + ".q"] + pair, name + ".dq")

    def other(self, node):
        copy = helper.make_node(node.op_type, [], [])
        copy.CopyFrom(node)
        del copy.input[:]
        copy.input.extend(self.read(name) if name else "" for name in node.input)
        self.nodes.append(copy)
        if self.quantised(node.output[0]):
            self.keep(node.output[0])

    def conv(self, node):
        weight = self.old[node.input[1] + ".f16"].astype(np.float32)
        bias = self.old[node.input[2] + ".f16"].astype(np.float32)
        source = self.read(node.input[0])
        integer = source.endswith(".dq") and self.quantised(node.output[0])
        copy = helper.make_node(node.op_type, [], [])
        copy.CopyFrom(node)
        del copy.input[:]
        if integer:
            copy.input.extend([source] + self.integers(node, weight, bias))
        else:
            copy.input.extend([source] + [self.widened(node.input[1]), self.widened(node.input[2])])
        self.nodes.append(copy)
        if self.quantised(node.output[0]):
            self.keep(node.output[0])

    def integers(self, node, weight, bias):
        name = node.output[0]
        scales = np.abs(weight).max(axis=(1, 2, 3)) / 127
        scales = np.where(scales == 0, 1, scales).astype(np.float32)
        rounded = np.clip(np.round(weight / scales[:, None, None, None]), -127, 127).astype(np.int8)
        self.emit("DequantizeLinear", [
            self.constant(name + ".weight.q", rounded),
            self.constant(name + ".weight.scale", scales),
            self.constant(name + ".weight.zero", np.zeros(len(scales), np.int8))], name + ".weight.dq", axis=0)
        both = (scales * self.scale(node.input[0])[0]).astype(np.float32)
        self.emit("DequantizeLinear", [
            self.constant(name + ".bias.q", np.round(bias / both).astype(np.int32)),
            self.constant(name + ".bias.scale", both),
            self.constant(name + ".bias.zero", np.zeros(len(both), np.int32))], name + ".bias.dq", axis=0)
        return [name + ".weight.dq", name + ".bias.dq"]

    def widened(self, name):
        self.emit("Cast", [name + ".f16"], name, to=TensorProto.FLOAT)
        return name

    def emit(self, operator, inputs, output, **attributes):
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))

    def constant(self, name, values):
        if all(name != known.name for known in self.initializers):
            values = np.asarray(values)
            self.initializers.append(numpy_helper.from_array(values, name))
        return name


def quantise(source, limits_file, target, *in_float):
    with open(limits_file) as lines:
        words = [line.split() for line in lines if not line.startswith("#")]
    known = {name: (float(bottom), float(top)) for name, bottom, top in words}
    model = Quantiser(load(source), known, set(in_float)).run()
    with open(target, "wb") as file:
        file.write(model.SerializeToString(deterministic=True))


if __name__ == "__main__":
    # Behind OUT, for experiments: limits takes minmax, quantise takes tensors to keep in float.
    commands = {"probe": (probe, 2), "limits": (limits, 3), "quantise": (quantise, 3)}
    command, least = commands.get(sys.argv[1] if len(sys.argv) > 1 else "", (None, 0))
    if command is None or len(sys.argv) - 2 < least:
        raise SystemExit(__doc__)
    command(*sys.argv[2:])
