"""Writes a voice in the layout of the hub's exports, for the decoder that runs any ONNX file as it is.

    python -m ocelli.export.hub_onnx FOLDER      (with voice.json and voice.bin)

Two graphs over the bytes of voice.bin: decoder_model_merged.onnx takes `inputs_embeds`, which embed_tokens.onnx makes of
ids; model.onnx takes `input_ids` and `position_ids`. Both take the mask and a cache that grows, and give logits of all positions.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto

from .decoder_graph import BLOCK, MICROSOFT
from .voice_onnx import FLOAT, INT32, VoiceGraph, norm
from .voice_reading import read_tensors

INT64 = TensorProto.INT64


class HubGraph(VoiceGraph):
    """As other exporters write it: scales and offsets are stored as float32, and zero points are said."""

    def __init__(self, shape: dict, folder: Path, file: str) -> None:
        super().__init__(shape, json.loads((folder / "voice.json").read_text())["tensors"], file)
        self.stored_tensors = read_tensors(folder)

    def scale(self, name: str) -> str:
        return self.constant(f"{name}.d", self.stored_tensors[f"{name}.scales"].astype(np.float32))

    def offset(self, name: str) -> str:
        scales, mins = (self.stored_tensors[f"{name}.{part}"].astype(np.float32) for part in ("scales", "mins"))
        return self.constant(f"{name}.offset", mins + 8 * scales)

    def codes_product(self, x: str, name: str, output: str, bits: int) -> str:
        rows, blocks = self.places[f"{name}.scales"]["shape"]
        zero = self.constant(f"{name}.zero", np.full([rows, -(-blocks * bits // 8)], {4: 0x88, 8: 0x80}[bits], np.uint8))
        return self.node("MatMulNBits", [x, self.weight(f"{name}.q"), self.scale(name), zero], output, MICROSOFT,
                         K=blocks * BLOCK, N=rows, bits=bits, block_size=BLOCK, accuracy_level=0)


def embed_model(shape: dict, folder: Path, file: str = "voice.bin") -> onnx.ModelProto:
    """input_ids [1, s] -> inputs_embeds [1, s, hidden]."""
    graph = HubGraph(shape, folder, file)
    words = graph.words(graph.input("input_ids", INT64, [1, "s"]))
    graph.node("Identity", [words], graph.output("inputs_embeds", FLOAT, [1, "s", shape["hidden"]]))
    return graph.model("embed_tokens")


def decoder_model(shape: dict, folder: Path, by_ids: bool, file: str = "voice.bin") -> onnx.ModelProto:
    graph = HubGraph(shape, folder, file)
    hidden, heads, kv_heads, width = shape["hidden"], shape["heads"], shape["kvHeads"], shape["headDim"]
    words = graph.words(graph.input("input_ids", INT64, [1, "s"])) if by_ids else graph.input("inputs_embeds", FLOAT, [1, "s", hidden])
    mask = graph.input("attention_mask", INT64, [1, "total"])
    positions = graph.input("position_ids", INT64, [1, "s"]) if by_ids else None
    total = graph.node("Cast", [graph.node("ReduceSum", [mask, graph.integers(1)], "mask.sum", keepdims=0)], "total", to=INT32)
    last = graph.node("Sub", [total, graph.constant("one.int", np.array([1], np.int32))], "last")
    length = graph.node("Cast", [graph.node("Gather", [graph.node("Shape", [mask], "mask.shape"), graph.integers(1)], "mask.length")],
                        "length", to=INT32)
    x = graph.node("Reshape", [words, graph.integers(-1, hidden)], "x.rows")  # [s, hidden]
    cosines, sines = graph.rotary()
    normed = graph.node("SimplifiedLayerNormalization", [x, graph.weight("layers.0.attention_norm")], "layers.0.in",
                        axis=-1, epsilon=shape["normEps"])
    for layer in range(shape["layers"]):
        name = f"layers.{layer}"
        past = [graph.input(f"past_key_values.{layer}.{part}", FLOAT, [1, kv_heads, "past", width]) for part in ("key", "value")]
        present = [graph.output(f"present.{layer}.{part}", FLOAT, [1, kv_heads, "total", width]) for part in ("key", "value")]
        qkv = graph.node("Unsqueeze", [graph.linear(normed, f"{name}.qkv", f"{name}.qkv.out"), graph.integers(0)], f"{name}.qkv.batch")
        outputs, attributes = [f"{name}.attention", *present], {"num_heads": heads, "kv_num_heads": kv_heads, "scale": width ** -0.5}
        if positions is None:
            graph.node("GroupQueryAttention", [qkv, "", "", *past, last, length, cosines, sines], outputs, MICROSOFT, do_rotary=1, **attributes)
        else:
            parts = [f"{name}.{part}" for part in ("query", "key", "value")]
            graph.node("Split", [qkv, graph.integers(heads * width, kv_heads * width, kv_heads * width)], parts, axis=2)
            turned = [graph.node("RotaryEmbedding", [part, positions, cosines, sines], f"{part}.turned", MICROSOFT) for part in parts[:2]]
            graph.node("GroupQueryAttention", [*turned, parts[2], *past, last, length], outputs, MICROSOFT, do_rotary=0, **attributes)
        attended = graph.node("Reshape", [f"{name}.attention", graph.integers(-1, heads * width)], f"{name}.attended")
        normed, x = norm(graph, x, graph.linear(attended, f"{name}.output", f"{name}.output.out"), f"{name}.mlp_norm")
        gates = graph.linear(normed, f"{name}.gate_up", f"{name}.gate_up.out")
        graph.node("Split", [gates], [f"{name}.gate", f"{name}.up"], axis=1, num_outputs=2)
        silu = graph.node("Mul", [f"{name}.gate", graph.node("Sigmoid", [f"{name}.gate"], f"{name}.sigmoid")], f"{name}.silu")
        out = graph.linear(graph.node("Mul", [silu, f"{name}.up"], f"{name}.inner"), f"{name}.down", f"{name}.down.out")
        normed, x = norm(graph, x, out, f"layers.{layer + 1}.attention_norm" if layer + 1 < shape["layers"] else "norm")
    logits = graph.head(normed, "logits.rows")  # [s, vocab]
    graph.node("Unsqueeze", [logits, graph.integers(0)], graph.output("logits", FLOAT, [1, "s", shape["vocab"]]))
    return graph.model("decoder")


def write_hub_models(folder: Path) -> None:
    shape = json.loads((folder / "voice.json").read_text())["shape"]
    onnx.save(embed_model(shape, folder), folder / "embed_tokens.onnx")
    onnx.save(decoder_model(shape, folder, by_ids=False), folder / "decoder_model_merged.onnx")
    onnx.save(decoder_model(shape, folder, by_ids=True), folder / "model.onnx")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    write_hub_models(parser.parse_args().folder)


if __name__ == "__main__":
    main()
