"""Writes one ONNX file of two heads: coco-nanodet's nodes as they are, and the trained branch beside them.

The branch is a copy of coco-nanodet's nodes after C3, prefixed with g, its weights stored as float16 like theirs.
"""

import copy

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

from network import BINS, C3, CLASSES

PREFIX = "g"
METADATA = {
    "name": "city-garbage",
    "changes": "a second branch for garbage, trained by Cityward; the COCO branch is coco-nanodet's, unchanged",
    "data": "garbage_detection_dataset by ATANU0023 (CC BY 4.0); see README.md of the pack",
}


def join(graph, network, path):
    model = copy.deepcopy(graph.model)
    nodes, constants, outputs = model.graph.node, model.graph.initializer, model.graph.output
    renamed = {C3: C3, "": "", "scale_2": "scale_2", "scale_0.5": "scale_0.5", "rows_44": "rows_44"}
    for name, values in (("split_sizes", [CLASSES, 4 * BINS]), ("rows_80", [0, CLASSES, -1])):
        renamed[name] = PREFIX + name.replace("80", str(CLASSES))
        constants.append(numpy_helper.from_array(np.array(values, np.int64), renamed[name]))
    for node in graph.branch:
        inputs = list(node.input)
        if node.op_type == "Conv":
            for name, weight in zip(inputs[1:], network.weights(node)):
                renamed[name] = PREFIX + name
                half = weight.detach().numpy().astype(np.float16)
                constants.append(numpy_helper.from_array(half, PREFIX + name + ".f16"))
                nodes.append(helper.make_node("Cast", [PREFIX + name + ".f16"], [PREFIX + name], PREFIX + name,
                                              to=TensorProto.FLOAT))
        twin = copy.deepcopy(node)
        twin.name = PREFIX + node.name
        del twin.input[:], twin.output[:]
        for name in node.output:
            renamed[name] = PREFIX + name.replace(".80", f".{CLASSES}")
        twin.input.extend(renamed[i] for i in inputs)
        twin.output.extend(renamed[o] for o in node.output)
        nodes.append(twin)
    for output in list(outputs):
        batch, cells, values = output.type.tensor_type.shape.dim
        last = CLASSES if output.name.startswith("cls") else values.dim_value
        outputs.append(helper.make_tensor_value_info(
            PREFIX + output.name, TensorProto.FLOAT, [batch.dim_param, cells.dim_param, last]))
    entries = {p.key: p.value for p in model.metadata_props}
    entries.update(METADATA, changes=f"{entries['changes']}; {METADATA['changes']}")
    del model.metadata_props[:]
    helper.set_model_props(model, entries)
    checker.check_model(model, full_check=True)
    save(model, path)
