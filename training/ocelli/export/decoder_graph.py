"""The graph of a Llama-shaped decoder over weights of 4 bits, as ONNX, for the WebGPU engine.

Weights are w = d*q + m in blocks of 32 along the inputs. onnxruntime's MatMulNBits knows no float minimum, so a
product is split: sum d*(q-8)*x by MatMulNBits, and sum (m+8d)*blocksum(x) by a small Gemm that adds the first.
The cache is static: past and present are the same buffers, and the lengths say how much of them counts.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET, MICROSOFT = 21, "com.microsoft"
BLOCK = 32


class Graph:
    """Collects nodes, weights and values. Every method that adds a node returns the name of its (first) output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[TensorProto] = []
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []
        self.known: set[str] = set()

    def node(self, op: str, inputs: list[str], output: str | list[str], domain: str = "", **attributes) -> str:
        outputs = [output] if isinstance(output, str) else output
        self.nodes.append(helper.make_node(op, inputs, outputs, name=outputs[0], domain=domain, **attributes))
        return outputs[0]

    def input(self, name: str, kind: int, shape: list) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, name: str, kind: int, shape: list) -> str:
        self.outputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def constant(self, name: str, values: np.ndarray) -> str:
        if name not in self.known:
            self.known.add(name)
            self.weights.append(numpy_helper.from_array(values, name))
        return name

    def integers(self, *values: int) -> str:
        return self.constant(f"i64_{'_'.join(map(str, values))}", np.array(values, np.int64))

    def stored(self, name: str, kind: int, shape: list[int], location: str, offset: int, length: int) -> str:
        """A tensor whose bytes lie in a file beside the model."""
        tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
        for key, value in (("location", location), ("offset", str(offset)), ("length", str(length))):
            tensor.external_data.add(key=key, value=value)
        self.weights.append(tensor)
        return name

    def model(self, name: str) -> onnx.ModelProto:
        graph = helper.make_graph(self.nodes, name, self.inputs, self.outputs, self.weights)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="ocelli")
