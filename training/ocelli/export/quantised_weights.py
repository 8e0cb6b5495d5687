"""Replaces float initializers of a component by their quantised form, expanded in the graph."""

from __future__ import annotations

import numpy as np
import onnx
import torch
from onnx import TensorProto, numpy_helper

from ..quantisation import BLOCK, quantise_q4, quantise_q8
from .onnx_graph import Rewriter
from .weight_file import WeightFile

SMALL = 256  # initializers under this many numbers stay in the graph


def pack_nibbles(codes: np.ndarray) -> np.ndarray:
    """0..15 -> bytes, the even entry in the low half: ONNX's layout of UINT4."""
    flat = codes.reshape(-1)
    return (flat[0::2] | (flat[1::2] << 4)).astype(np.uint8)


def expand_q4(rewriter: Rewriter, name: str, weight: np.ndarray) -> None:
    rows, columns = len(weight), weight[0].size
    codes, scale, minimum = (t.numpy() for t in quantise_q4(torch.from_numpy(weight)))
    q = rewriter.stored(f"{name}.q4", TensorProto.UINT4, codes, pack_nibbles(codes).tobytes(), codes.shape)
    d = rewriter.stored(f"{name}.scale", TensorProto.FLOAT16, scale)
    m = rewriter.stored(f"{name}.minimum", TensorProto.FLOAT16, minimum)
    d, m = (rewriter.node("Cast", [x], f"{x}.f32", to=TensorProto.FLOAT) for x in (d, m))
    # Not Cast and Mul: onnxruntime-web's WebGPU builds have no Cast from 4 bits.
    product = rewriter.node("DequantizeLinear", [q, d], f"{name}.product", axis=2, block_size=BLOCK)
    blocks = rewriter.node("Add", [product, m], f"{name}.blocks")
    if columns % BLOCK:
        flat = rewriter.constant(f"{name}.filled_shape", np.array([rows, -1], np.int64))
        bounds = [rewriter.constant(f"{name}.{bound}", np.array([at], np.int64)) for bound, at in (("first", 0), ("end", columns), ("axis", 1))]
        blocks = rewriter.node("Slice", [rewriter.node("Reshape", [blocks, flat], f"{name}.filled"), *bounds], f"{name}.cut")
    shape = rewriter.constant(f"{name}.shape", np.array(weight.shape, np.int64))
    rewriter.node("Reshape", [blocks, shape], name)


def expand_q8(rewriter: Rewriter, name: str, weight: np.ndarray) -> None:
    codes, scale = (t.numpy() for t in quantise_q8(torch.from_numpy(weight)))
    q = rewriter.node("Cast", [rewriter.stored(f"{name}.q8", TensorProto.INT8, codes)], f"{name}.q8.f32", to=TensorProto.FLOAT)
    rewriter.node("Mul", [q, rewriter.stored(f"{name}.scale", TensorProto.FLOAT, scale.astype(np.float32))], name)


def gather_q4(rewriter: Rewriter, name: str, table: np.ndarray, gather: onnx.NodeProto) -> None:
    """The word table is read a row at a time: gather packed rows, then expand only those."""
    codes, scale, minimum = (t.numpy() for t in quantise_q4(torch.from_numpy(table)))
    rows, blocks = codes.shape[:2]
    packed = pack_nibbles(codes).reshape(rows, blocks, BLOCK // 2)
    ids, out = gather.input[1], gather.output[0]
    # The very bytes of `name.q4`, seen as bytes here and as nibbles where the decoder's head folds them.
    q = rewriter.stored(f"{name}.q4", TensorProto.UINT8, packed)
    d = rewriter.stored(f"{name}.scale", TensorProto.FLOAT16, scale)
    m = rewriter.stored(f"{name}.minimum", TensorProto.FLOAT16, minimum)
    row, d, m = (rewriter.node("Gather", [x, ids], f"{x}.rows") for x in (q, d, m))
    row, d, m = (rewriter.node("Cast", [x], f"{x}.f32", to=TensorProto.FLOAT) for x in (row, d, m))
    sixteen = rewriter.constant(f"{name}.sixteen", np.array(16, np.float32))
    axis = rewriter.constant(f"{name}.axis", np.array([-1], np.int64))
    high = rewriter.node("Floor", [rewriter.node("Div", [row, sixteen], f"{name}.shifted")], f"{name}.high")
    low = rewriter.node("Sub", [row, rewriter.node("Mul", [high, sixteen], f"{name}.high16")], f"{name}.low")
    pair = [rewriter.node("Unsqueeze", [x, axis], f"{x}.pair") for x in (low, high)]  # [b, t, blocks, 16, 1]
    both = rewriter.node("Concat", pair, f"{name}.nibbles", axis=-1)  # [b, t, blocks, 16, 2]
    shape = rewriter.constant(f"{name}.block_shape", np.array([0, 0, blocks, BLOCK], np.int64))
    block = rewriter.node("Reshape", [both, shape], f"{name}.block")
    value = rewriter.node("Add", [rewriter.node("Mul", [block, d], f"{name}.scaled"), m], f"{name}.value")
    flat = rewriter.constant(f"{name}.row_shape", np.array([0, 0, blocks * BLOCK], np.int64))
    rewriter.node("Reshape", [value, flat], out)


def quantise_component(model: onnx.ModelProto, weights: WeightFile, scheme) -> None:
    """scheme(name, shape) -> "q4", "q8", "table" or "f32". Large float weights go to the external file too."""
    rewriter, replaced = Rewriter(model, weights), set()
    for tensor in model.graph.initializer:
        array = numpy_helper.to_array(tensor)
        kind = scheme(tensor.name, array.shape)
        if array.dtype != np.float32 or array.size < SMALL:
            continue
        replaced.add(tensor.name)
        if kind == "q4":
            expand_q4(rewriter, tensor.name, array)
        elif kind == "q8":
            expand_q8(rewriter, tensor.name, array)
        elif kind == "table":
            gathers = [n for n in model.graph.node if n.op_type == "Gather" and n.input[0] == tensor.name]
            for gather in gathers:
                gather_q4(rewriter, tensor.name, array, gather)
                model.graph.node.remove(gather)
        else:
            rewriter.stored(tensor.name, TensorProto.FLOAT, array)
    rewriter.finish(replaced)
