#!/usr/bin/python3
"""Writes coco-nanodet.onnx as TorchScript:  torchscript.py coco-nanodet.onnx OUT.pt

Node by node: the graph becomes the source of a module whose forward() takes the image and returns its outputs by name.
The weights lie in the file as float16, as in the ONNX file, and are widened once when it is loaded (__setstate__).
Two runs give the same bytes (Debian 12: apt-get install python3-onnx python3-torch; torch 1.13, onnx 1.12).
"""
import io
import linecache
import sys
from typing import Dict, List, Tuple

import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

# What the source of the module is called in messages of TorchScript; a path of this machine would end up in the file.
SOURCE = "coco-nanodet.onnx"


class Writer:
    """Collects the lines of forward(), one per node."""

    def __init__(self, graph):
        self.constants = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
        self.weights = []
        self.names = {graph.input[0].name: "image"}
        self.lines = []
        for node in graph.node:
            attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
            getattr(self, node.op_type.lower())(node, attributes)
        self.outputs = {o.name: self.names[o.name] for o in graph.output}

    def put(self, node, expression):
        self.names[node.output[0]] = f"v{len(self.lines)}"
        self.lines.append(f"{self.names[node.output[0]]} = {expression}")

    def inputs(self, node):
        return [self.names.get(i, "") for i in node.input]

    def cast(self, node, attributes):
        # Every Cast of this graph widens a weight.
        weight = self.constants[node.input[0]]
        assert attributes["to"] == onnx.TensorProto.FLOAT and weight.dtype == "float16"
        self.names[node.output[0]] = f"self.weights[{len(self.weights)}]"
        self.weights.append(torch.from_numpy(weight.copy()))

    def conv(self, node, attributes):
        x, weight, bias = self.inputs(node)
        pads = attributes["pads"]
        assert pads[:2] == pads[2:]
        assert attributes.get("dilations", [1, 1]) == [1, 1]
        self.put(
            node,
            f"F.conv2d({x}, {weight}, {bias}, stride={list(attributes['strides'])}, "
            f"padding={list(pads[:2])}, groups={attributes.get('group', 1)})",
        )

    def leakyrelu(self, node, attributes):
        self.put(node, f"F.leaky_relu({self.inputs(node)[0]}, {attributes['alpha']!r})")

    def maxpool(self, node, attributes):
        pads = attributes["pads"]
        assert pads[:2] == pads[2:]
        self.put(
            node,
            f"F.max_pool2d({self.inputs(node)[0]}, {list(attributes['kernel_shape'])}, "
            f"stride={list(attributes['strides'])}, padding={list(pads[:2])})",
        )

    def concat(self, node, attributes):
        self.put(node, f"torch.cat([{', '.join(self.inputs(node))}], {attributes['axis']})")

    def add(self, node, attributes):
        self.put(node, " + ".join(self.inputs(node)))

    def sigmoid(self, node, attributes):
        self.put(node, f"torch.sigmoid({self.inputs(node)[0]})")

    def resize(self, node, attributes):
        assert attributes["mode"] == b"linear" and attributes["coordinate_transformation_mode"] == b"half_pixel"
        scales = self.constants[node.input[2]].tolist()
        assert scales[:2] == [1, 1]
        self.put(
            node,
            f"F.interpolate({self.inputs(node)[0]}, scale_factor={scales[2:]}, mode='bilinear', align_corners=False)",
        )

    def split(self, node, attributes):
        assert attributes["axis"] == 1
        sizes = self.constants[node.input[1]].tolist()
        parts = [f"v{len(self.lines)}_{i}" for i in range(len(sizes))]
        self.lines.append(f"{', '.join(parts)} = torch.split({self.inputs(node)[0]}, {sizes}, 1)")
        self.names.update(zip(node.output, parts))

    def reshape(self, node, attributes):
        # To batch x values x cells.
        shape = self.constants[node.input[1]].tolist()
        assert shape[0] == 0 and shape[2] == -1
        self.put(node, f"torch.flatten({self.inputs(node)[0]}, 2)")

    def transpose(self, node, attributes):
        assert attributes["perm"] == [0, 2, 1]
        self.put(node, f"{self.inputs(node)[0]}.transpose(1, 2).contiguous()")

    def source(self):
        body = "\n".join(f"        {line}" for line in self.lines)
        outputs = ", ".join(f"'{name}': {value}" for name, value in self.outputs.items())
        return f"""
class Graph(torch.nn.Module):
    def __init__(self, weights: List[torch.Tensor]):
        super().__init__()
        self.weights: List[torch.Tensor] = weights

    def forward(self, image: torch.Tensor) -> Dict[str, torch.Tensor]:
{body}
        return {{{outputs}}}

    @torch.jit.export
    def __getstate__(self) -> Tuple[List[torch.Tensor], bool]:
        return ([w.to(torch.float16) for w in self.weights], self.training)

    @torch.jit.export
    def __setstate__(self, state: Tuple[List[torch.Tensor], bool]) -> None:
        self.weights = [w.to(torch.float32) for w in state[0]]
        self.training = state[1]
"""


def module(path):
    writer = Writer(onnx.load(path).graph)
    source = writer.source()
    linecache.cache[SOURCE] = (len(source), None, source.splitlines(keepends=True), SOURCE)
    names = {"torch": torch, "F": F, "Dict": Dict, "List": List, "Tuple": Tuple, "__name__": "cityward"}
    exec(compile(source, SOURCE, "exec"), names)
    return torch.jit.script(names["Graph"]([w.float() for w in writer.weights]).eval())


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    buffer = io.BytesIO()
    torch.jit.save(module(sys.argv[1]), buffer)
    with open(sys.argv[2], "wb") as out:
        out.write(buffer.getvalue())


if __name__ == "__main__":
    main()
