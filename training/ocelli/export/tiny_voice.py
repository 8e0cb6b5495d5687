"""A voice of random weights, small enough to keep beside the tests, with what transformers' Llama makes of it.

    python -m ocelli.export.tiny_voice ../tests/fixtures/voice
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch

from .hub_onnx import write_hub_models
from .voice import FUSED, LAYER, NORMS, write_voice
from .voice_onnx import write_voice_onnx
from .voice_reading import read_model

SHAPE = {"hidden": 64, "layers": 2, "heads": 4, "kvHeads": 2, "headDim": 16, "inner": 128, "vocab": 512,
         "contextWindow": 1024, "ropeTheta": 10000.0, "normEps": 1e-5}
PROMPT = [1, 5, 9, 200, 77, 3, 12, 400, 33, 44]
NEW_TOKENS = 24
#: Embeddings read between two parts of the prompt, rows of this many random numbers' table.
EMBEDS = 3


def random_weights(generator: np.random.Generator) -> dict[str, np.ndarray]:
    hidden, inner, width = SHAPE["hidden"], SHAPE["inner"], SHAPE["headDim"]
    queries, keys = SHAPE["heads"] * width, SHAPE["kvHeads"] * width
    sizes = {"self_attn.q_proj": (queries, hidden), "self_attn.k_proj": (keys, hidden), "self_attn.v_proj": (keys, hidden),
             "self_attn.o_proj": (hidden, queries), "mlp.gate_proj": (inner, hidden), "mlp.up_proj": (inner, hidden),
             "mlp.down_proj": (hidden, inner)}
    weights = {"model.norm.weight": generator.uniform(0.5, 1.5, hidden),
               "model.embed_tokens.weight": generator.standard_normal((SHAPE["vocab"], hidden))}
    for layer in range(SHAPE["layers"]):
        prefix = LAYER.format(layer)
        weights |= {f"{prefix}{norm}.weight": generator.uniform(0.5, 1.5, hidden) for norm in NORMS.values()}
        weights |= {f"{prefix}{part}.weight": generator.standard_normal(sizes[part]) * 0.3
                    for parts in FUSED.values() for part in parts}
    return {name: array.astype(np.float32) for name, array in weights.items()}


def refused(path: Path) -> onnx.ModelProto:
    """The same graph with an operator that runs on the CPU only, so that it can't be captured."""
    model = onnx.load(path, load_external_data=False)
    for node in model.graph.node:
        node.input[:] = ["noise.rounded" if name == "noise" else name for name in node.input]
    model.graph.node.insert(0, onnx.helper.make_node("Round", ["noise"], ["noise.rounded"], name="noise.rounded"))
    return model


@torch.no_grad()
def golden(folder: Path, embeds: np.ndarray) -> dict:
    model = read_model(folder, SHAPE)
    prompt = torch.tensor([PROMPT])
    words = model.get_input_embeddings()
    mixed = torch.cat([words(prompt[:, :4]), torch.from_numpy(embeds)[None], words(prompt[:, 4:])], dim=1)

    def chosen(**inputs) -> list[int]:
        ids = model.generate(**inputs, max_new_tokens=NEW_TOKENS, do_sample=False, pad_token_id=0, eos_token_id=None)
        return ids[0, -NEW_TOKENS:].tolist()

    return {"prompt": PROMPT, "greedy": chosen(input_ids=prompt), "logits": model(prompt).logits[0, -1, :16].tolist(),
            "penalised": chosen(input_ids=prompt, repetition_penalty=1.5),
            "embeds": embeds.reshape(-1).round(6).tolist(), "afterEmbeds": chosen(inputs_embeds=mixed)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    folder = parser.parse_args().out
    generator = np.random.default_rng(0)
    write_voice(folder, random_weights(generator), SHAPE)
    onnx.save(refused(write_voice_onnx(folder)), folder / "voice-refused.onnx")
    write_hub_models(folder)
    embeds = generator.standard_normal((EMBEDS, SHAPE["hidden"])).astype(np.float32).round(6)
    (folder / "golden.json").write_text(json.dumps(golden(folder, embeds), indent=2) + "\n")


if __name__ == "__main__":
    main()
