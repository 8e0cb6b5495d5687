"""A graph without what nothing reads: half of its bytes are names."""

from __future__ import annotations

import onnx

from .simplify import keep


def bare(model: onnx.ModelProto, weights_named: bool = True) -> onnx.ModelProto:
    """Without names of nodes, shapes of intermediate values and notes of the exporter, and with short names of tensors.

    Inputs and outputs keep theirs, and weights unless told otherwise: by it components share one, and checkpoints are restored.
    """
    graph = model.graph
    del graph.value_info[:]
    fixed = {entry.name for part in (graph.input, graph.output, graph.initializer if weights_named else ()) for entry in part}
    names: dict[str, str] = {"": ""}  # what a node leaves out
    short = lambda name: name if name in fixed else names.setdefault(name, f"t{len(names)}")  # noqa: E731
    for tensor in graph.initializer:
        tensor.name = short(tensor.name)
    for node in graph.node:
        keep(node.input, [short(name) for name in node.input])
        keep(node.output, [short(name) for name in node.output])
        node.name = node.doc_string = ""
        del node.metadata_props[:]
    return model
