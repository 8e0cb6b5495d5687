"""Makes an exported graph small: a session of 1,000 nodes takes seconds to make in a browser, one of 200 does not.

onnxslim folds constants and shapes. The weights are hidden from it as inputs meanwhile, so that they keep
their names, by which components share them.
"""

from __future__ import annotations

import numpy as np
import onnx
import onnxslim
from onnx import helper, numpy_helper

HIDDEN_BYTES = 1024


def simplify(model: onnx.ModelProto, heads: int | None = None) -> onnx.ModelProto:
    """The same function in fewer nodes. heads: of the attention whose reshapes are made static, if any."""
    weights = [t for t in model.graph.initializer if len(t.raw_data) >= HIDDEN_BYTES]
    names = {t.name for t in weights}
    keep(model.graph.initializer, [t for t in model.graph.initializer if t.name not in names])
    model.graph.input.extend(helper.make_tensor_value_info(t.name, t.data_type, list(t.dims)) for t in weights)
    model = onnxslim.slim(model)
    if heads:
        static_reshapes(model.graph, heads)
        model = onnxslim.slim(model)
    keep(model.graph.input, [i for i in model.graph.input if i.name not in names])
    model.graph.initializer.extend(weights)
    return model


def keep(field, items: list) -> None:
    del field[:]
    field.extend(items)


def static_reshapes(graph: onnx.GraphProto, heads: int) -> None:
    """Attention's reshapes compute their target from the input's shape; 0 in a target says "as it was" just as well.

    Splitting: [b, t, d] -> [0, 0, heads, -1]. Merging: [b, t, heads, d / heads] -> [0, 0, -1].
    """
    made_by = {output: node for node in graph.node for output in node.output}
    constants = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    targets = {"split_heads": [0, 0, heads, -1], "merge_heads": [0, 0, -1]}
    for name, target in targets.items():
        graph.initializer.append(numpy_helper.from_array(np.array(target, np.int64), name))
    for node in graph.node:
        source = made_by.get(node.input[1]) if node.op_type == "Reshape" else None
        if source is not None and source.op_type == "Concat":
            known = np.concatenate([np.atleast_1d(constants[i]) for i in source.input if i in constants])
            node.input[1] = "split_heads" if heads in known else "merge_heads"
