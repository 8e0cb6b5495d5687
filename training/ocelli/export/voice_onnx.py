"""Writes voice.onnx beside a pack's voice.bin: the WebGPU engine's graph, whose weights are the bytes of voice.bin.

    python -m ocelli.export.voice_onnx FOLDER      (with voice.json and voice.bin, such as a pack)

One graph serves reading (any number of ids or embeddings) and speaking (one id), the choice of the next token included.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto

from .decoder_graph import BLOCK, MICROSOFT, Graph
from .sampler_graph import add_sampler

FLOAT, INT32 = TensorProto.FLOAT, TensorProto.INT32
KINDS = {"u8": TensorProto.UINT8, "f16": TensorProto.FLOAT16, "f32": FLOAT}


class VoiceGraph(Graph):
    """The decoder of one voice. `tensors` is the list of voice.json."""

    def __init__(self, shape: dict, tensors: list[dict], file: str) -> None:
        super().__init__()
        self.shape, self.file = shape, file
        self.places = {tensor["name"]: tensor for tensor in tensors}

    def weight(self, name: str, dims: list[int] | None = None, alias: str | None = None) -> str:
        """The stored tensor `name`, seen in the shape `dims`."""
        name_here = alias or name
        if name_here not in self.known:
            self.known.add(name_here)
            place = self.places[name]
            self.stored(name_here, KINDS[place["dtype"]], dims or place["shape"], self.file, place["offset"], place["bytes"])
        return name_here

    def scale(self, name: str) -> str:
        """d as float32 [rows, blocks]; onnxruntime computes it once, when the session is made."""
        return self.once("Cast", [self.weight(f"{name}.scales")], f"{name}.d", to=FLOAT)

    def offset(self, name: str) -> str:
        """m + 8d [rows, blocks]: what a code of 8, MatMulNBits' zero, stands for."""
        minimum = self.once("Cast", [self.weight(f"{name}.mins")], f"{name}.m", to=FLOAT)
        eight = self.constant("eight", np.array(8, np.float32))
        eightfold = self.once("Mul", [self.scale(name), eight], f"{name}.8d")
        return self.once("Add", [minimum, eightfold], f"{name}.offset")

    def once(self, op: str, inputs: list[str], output: str, **attributes) -> str:
        if output not in self.known:
            self.known.add(output)
            self.node(op, inputs, output, **attributes)
        return output

    def linear(self, x: str, name: str, output: str) -> str:
        """x [s, columns] times the stored matrix of 4 bits [rows, columns] transposed -> [s, rows]."""
        rows, blocks = self.places[f"{name}.scales"]["shape"]
        product = self.codes_product(x, name, f"{output}.codes", 4)
        in_blocks = self.node("Reshape", [x, self.integers(-1, blocks, BLOCK)], f"{output}.blocks")
        sums = self.node("ReduceSum", [in_blocks, self.integers(2)], f"{output}.sums", keepdims=0)  # [s, blocks]
        offset = self.once("Transpose", [self.offset(name)], f"{name}.offset_t", perm=[1, 0])
        return self.node("Gemm", [sums, offset, product], output)

    def codes_product(self, x: str, name: str, output: str, bits: int) -> str:
        """x times d * (q - 8), or d * (q - 128) of the 8 bits that have no minimum."""
        rows, blocks = self.places[f"{name}.scales"]["shape"]
        return self.node("MatMulNBits", [x, self.weight(f"{name}.q"), self.scale(name)], output, MICROSOFT,
                         K=blocks * BLOCK, N=rows, bits=bits, block_size=BLOCK, accuracy_level=0)

    def head(self, x: str, output: str) -> str:
        """Logits of x [1, hidden] over the frequent words, of 8 bits, then the others, of 4."""
        frequent = self.codes_product(x, "table8", "head.frequent", 8)
        return self.node("Concat", [frequent, self.linear(x, "table4", "head.rare")], output, axis=1)

    def words(self, ids: str) -> str:
        """Embeddings of ids [1, s] -> [1, s, hidden]: each id is looked up in both tables, and one of the rows is taken."""
        frequent = self.places["table8.scales"]["shape"][0]
        number = self.node("Cast", [ids], "ids.number", to=FLOAT)  # WebGPU's Min and Max know no integers.
        limit = self.constant("ids.last_frequent", np.array(frequent - 1, np.float32))
        first = self.constant("ids.frequent", np.array(frequent, np.float32))
        rest = self.node("Sub", [number, first], "ids.rest")
        clipped = {"table8": self.node("Min", [number, limit], "ids.table8.number"),
                   "table4": self.node("Max", [rest, self.constant("ids.none", np.array(0, np.float32))], "ids.table4.number")}
        places = {name: self.node("Cast", [value], f"ids.{name}", to=INT32) for name, value in clipped.items()}
        is_frequent = self.node("Unsqueeze", [self.node("Less", [number, first], "ids.is_frequent"), self.integers(-1)], "ids.choice")
        rows = self.rows("table8", places["table8"], 8), self.shifted("table4", places["table4"])
        return self.node("Where", [is_frequent, *rows], "words")

    def rows(self, name: str, ids: str, bits: int) -> str:
        """Rows of a stored matrix, without the minimum -> [1, s, columns]."""
        rows, blocks = self.places[f"{name}.scales"]["shape"]
        packed = self.weight(f"{name}.q", [rows, blocks * BLOCK * bits // 8], f"{name}.rows")
        return self.node("GatherBlockQuantized", [packed, ids, self.scale(name)], f"{name}.words", MICROSOFT,
                         bits=bits, block_size=BLOCK, gather_axis=0, quantize_axis=1)

    def shifted(self, name: str, ids: str) -> str:
        """Rows of a stored matrix of 4 bits -> [1, s, columns]."""
        blocks = self.places[f"{name}.scales"]["shape"][1]
        offsets = self.node("Gather", [self.offset(name), ids], f"{name}.offsets")  # [1, s, blocks]
        offsets = self.node("Unsqueeze", [offsets, self.integers(-1)], f"{name}.offset_columns")
        in_blocks = self.node("Reshape", [self.rows(name, ids, 4), self.integers(1, -1, blocks, BLOCK)], f"{name}.blocks")
        shifted = self.node("Add", [in_blocks, offsets], f"{name}.shifted")
        return self.node("Reshape", [shifted, self.integers(1, -1, blocks * BLOCK)], f"{name}.whole")

    def rotary(self) -> tuple[str, str]:
        """Cosines and sines [contextWindow, headDim / 2], computed once, when the session is made."""
        half = self.shape["headDim"] // 2
        speeds = self.shape["ropeTheta"] ** (-np.arange(half, dtype=np.float64) / half)
        ends = [self.constant(f"positions.{i}", np.array(value, np.float32))
                for i, value in enumerate((0, self.shape["contextWindow"], 1))]
        positions = self.node("Unsqueeze", [self.node("Range", ends, "positions"), self.integers(1)], "positions.column")
        angles = self.node("Mul", [positions, self.constant("speeds", speeds.astype(np.float32)[None])], "angles")
        return self.node("Cos", [angles], "cosines"), self.node("Sin", [angles], "sines")


def voice_model(shape: dict, tensors: list[dict], file: str) -> onnx.ModelProto:
    """Inputs: input_ids [1, s] and, per position, `keep` (1: the id's word, 0: not) and `embeds` that is added to it;
    past lengths; the static cache; what the sampler needs. Outputs: logits of the last position, the token chosen."""
    graph = VoiceGraph(shape, tensors, file)
    hidden, heads, kv_heads, width = shape["hidden"], shape["heads"], shape["kvHeads"], shape["headDim"]
    ids = graph.input("input_ids", INT32, [1, "s"])
    keep = graph.input("keep", FLOAT, [1, "s", 1])
    embeds = graph.input("embeds", FLOAT, [1, "s", hidden])
    last = graph.input("last_position", INT32, [1])  # of the tokens in the cache after this run
    total = graph.input("total_length", INT32, [1])
    kept = graph.node("Mul", [graph.words(ids), keep], "words.kept")
    x = graph.node("Add", [kept, embeds], "x")  # [1, s, hidden]
    x = graph.node("Reshape", [x, graph.integers(-1, hidden)], "x.rows")  # [s, hidden], as everything below
    cosines, sines = graph.rotary()
    normed = graph.node("SimplifiedLayerNormalization", [x, graph.weight("layers.0.attention_norm")], "layers.0.in",
                        axis=-1, epsilon=shape["normEps"])
    for layer in range(shape["layers"]):
        name = f"layers.{layer}"
        past = [graph.input(f"past.{layer}.{part}", FLOAT, [1, kv_heads, "context", width]) for part in ("key", "value")]
        present = [graph.output(f"present.{layer}.{part}", FLOAT, [1, kv_heads, "context", width]) for part in ("key", "value")]
        qkv = graph.linear(normed, f"{name}.qkv", f"{name}.qkv.out")
        qkv = graph.node("Unsqueeze", [qkv, graph.integers(0)], f"{name}.qkv.batch")
        graph.node("GroupQueryAttention", [qkv, "", "", *past, last, total, cosines, sines],
                   [f"{name}.attention", *present], MICROSOFT, num_heads=heads, kv_num_heads=kv_heads, do_rotary=1,
                   rotary_interleaved=0, scale=width ** -0.5, local_window_size=-1)
        attended = graph.node("Reshape", [f"{name}.attention", graph.integers(-1, heads * width)], f"{name}.attended")
        out = graph.linear(attended, f"{name}.output", f"{name}.output.out")
        normed, x = norm(graph, x, out, f"{name}.mlp_norm")
        gates = graph.linear(normed, f"{name}.gate_up", f"{name}.gate_up.out")
        graph.node("Split", [gates], [f"{name}.gate", f"{name}.up"], axis=1, num_outputs=2)
        slope = graph.node("Sigmoid", [f"{name}.gate"], f"{name}.sigmoid")
        silu = graph.node("Mul", [f"{name}.gate", slope], f"{name}.silu")
        inner = graph.node("Mul", [silu, f"{name}.up"], f"{name}.inner")
        out = graph.linear(inner, f"{name}.down", f"{name}.down.out")
        following = f"layers.{layer + 1}.attention_norm" if layer + 1 < shape["layers"] else "norm"
        normed, x = norm(graph, x, out, following)
    ends = graph.integers(-1), graph.integers(2**31 - 1), graph.integers(0)
    final = graph.node("Slice", [normed, *ends], "final")  # [1, hidden]
    graph.head(final, graph.output("logits", FLOAT, [1, shape["vocab"]]))
    add_sampler(graph, "logits", shape["vocab"])
    return graph.model("voice")


def norm(graph: VoiceGraph, x: str, added: str, weight: str) -> tuple[str, str]:
    """(RMS norm of x + added, x + added)."""
    outputs = [f"{weight}.in", "", "", f"{weight}.sum"]
    graph.node("SkipSimplifiedLayerNormalization", [x, added, graph.weight(weight)], outputs, MICROSOFT,
               epsilon=graph.shape["normEps"])
    return outputs[0], outputs[3]


def write_voice_onnx(folder: Path, weights: str = "voice.bin") -> Path:
    """Returns the path of the graph."""
    voice = json.loads((folder / "voice.json").read_text())
    path = folder / "voice.onnx"
    onnx.save(voice_model(voice["shape"], voice["tensors"], weights), path)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    print(write_voice_onnx(parser.parse_args().folder))


if __name__ == "__main__":
    main()
