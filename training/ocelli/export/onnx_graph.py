"""Exports a component to ONNX and swaps its weights for quantised ones in a shared external file.

A quantised weight is stored as integers and expanded in the graph (DequantizeLinear or Cast, Mul, Add) under
the name the float weight had. onnxruntime folds the expansion when the session is made, on WASM and WebGPU
alike, if told to treat DequantizeLinear as any other operator (session.disable_quant_qdq).
"""

from __future__ import annotations

import io

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from .weight_file import WeightFile

OPSET = 21


def export(module: nn.Module, inputs: tuple, names: list[str], outputs: list[str],
           dynamic: dict[str, dict[int, str]]) -> onnx.ModelProto:
    """A component -> ONNX with float weights, parameters under their own names."""
    buffer = io.BytesIO()
    torch.onnx.export(module.eval(), inputs, buffer, input_names=names, output_names=outputs, dynamic_axes=dynamic,
                      opset_version=17, do_constant_folding=False, dynamo=False)
    model = onnx.version_converter.convert_version(onnx.load_from_string(buffer.getvalue()), OPSET)
    single_precision_constants(model.graph)
    return model


def single_precision_constants(graph: onnx.GraphProto) -> None:
    """Float64 constants that are cast to float32 become float32: onnxruntime-web's WebGPU builds know no float64."""
    constants = {node.output[0]: node for node in graph.node if node.op_type == "Constant"}
    for node in graph.node:
        source = constants.get(node.input[0]) if node.op_type == "Cast" else None
        if source is None or node.attribute[0].i != TensorProto.FLOAT:
            continue
        value = numpy_helper.to_array(source.attribute[0].t).astype(np.float32)
        node.CopyFrom(helper.make_node("Constant", [], list(node.output), name=node.name,
                                       value=numpy_helper.from_array(value)))


def external(name: str, kind: int, dims: list[int], weights: WeightFile, data: bytes) -> TensorProto:
    """A tensor whose bytes lie in the shared weight file."""
    tensor = TensorProto(name=name, data_type=kind, dims=dims, data_location=TensorProto.EXTERNAL)
    offset, length = weights.place(name, data)
    for key, value in (("location", weights.location), ("offset", str(offset)), ("length", str(length))):
        tensor.external_data.add(key=key, value=value)
    return tensor


def constant(name: str, values: np.ndarray) -> TensorProto:
    return numpy_helper.from_array(values, name)


class Rewriter:
    """Collects the new initializers and nodes of one graph while its float weights are replaced."""

    def __init__(self, model: onnx.ModelProto, weights: WeightFile) -> None:
        self.graph, self.weights = model.graph, weights
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[TensorProto] = []

    def stored(self, name: str, kind: int, array: np.ndarray, data: bytes | None = None, dims=None) -> str:
        self.tensors.append(external(name, kind, list(dims or array.shape), self.weights, data or array.tobytes()))
        return name

    def node(self, op: str, inputs: list[str], output: str, **attributes) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, **attributes))
        return output

    def constant(self, name: str, values: np.ndarray) -> str:
        if all(t.name != name for t in self.tensors):
            self.tensors.append(constant(name, values))
        return name

    def finish(self, replaced: set[str]) -> None:
        kept = [t for t in self.graph.initializer if t.name not in replaced]
        del self.graph.initializer[:]
        self.graph.initializer.extend([*kept, *self.tensors])
        nodes = [*self.nodes, *self.graph.node]
        del self.graph.node[:]
        self.graph.node.extend(nodes)
