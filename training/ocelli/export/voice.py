"""Writes the voice of a pack: voice.bin, voice.json (what lies where in it) and tokenizer.json.

    python -m ocelli.export.voice --out FOLDER [--checkpoint FOLDER]

Without a checkpoint (a Hugging Face folder of a Llama model) it is the published voice, its 4-bit codes as they are.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from transformers import AutoTokenizer, LlamaForCausalLM

from .voice_blocks import Blocks
from .voice_file import VoiceFile
from .voice_source import published_gguf, read_gguf

LAYER = "model.layers.{}."
#: Matrices that read the same vector are stored as one: rows of the first, then of the second, …
FUSED = {"qkv": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"), "output": ("self_attn.o_proj",),
         "gate_up": ("mlp.gate_proj", "mlp.up_proj"), "down": ("mlp.down_proj",)}
NORMS = {"attention_norm": "input_layernorm", "mlp_norm": "post_attention_layernorm"}

Weights = dict[str, Blocks | np.ndarray]


def shape_of(config) -> dict:
    """The numbers of a LlamaConfig that the decoder needs, under pack.json's names."""
    rope = getattr(config, "rope_parameters", None) or {}
    return {"hidden": config.hidden_size, "layers": config.num_hidden_layers, "heads": config.num_attention_heads,
            "kvHeads": config.num_key_value_heads, "headDim": config.hidden_size // config.num_attention_heads,
            "inner": config.intermediate_size, "vocab": config.vocab_size,
            "contextWindow": config.max_position_embeddings,
            "ropeTheta": float(rope.get("rope_theta", getattr(config, "rope_theta", 10000.0))),
            "normEps": config.rms_norm_eps}


def from_state_dict(state: dict) -> Weights:
    """Weights of a Hugging Face Llama (tied table) as float32 arrays."""
    return {name: tensor.detach().float().cpu().numpy() for name, tensor in state.items() if name != "lm_head.weight"}


def write_voice(folder: Path, weights: Weights, shape: dict) -> dict:
    """Writes voice.bin and voice.json; returns what pack.json says under "voice"."""
    file = VoiceFile()
    for layer in range(shape["layers"]):
        prefix = LAYER.format(layer)
        for ours, theirs in NORMS.items():
            file.store(f"layers.{layer}.{ours}", weights[f"{prefix}{theirs}.weight"])
        for ours, parts in FUSED.items():
            file.store_matrix(f"layers.{layer}.{ours}", [weights[f"{prefix}{part}.weight"] for part in parts])
    file.store("norm", weights["model.norm.weight"])
    file.store_table(weights["model.embed_tokens.weight"])
    return file.write(folder, shape)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path)
    options = parser.parse_args()
    if options.checkpoint:
        model = LlamaForCausalLM.from_pretrained(options.checkpoint)
        weights, shape = from_state_dict(model.state_dict()), shape_of(model.config)
        tokenizer = AutoTokenizer.from_pretrained(options.checkpoint)
    else:
        path = published_gguf()
        weights, shape = read_gguf(path)
        tokenizer = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
    voice = write_voice(options.out, weights, shape)
    tokenizer.backend_tokenizer.save(str(options.out / "tokenizer.json"))
    print(json.dumps(voice, indent=1))


if __name__ == "__main__":
    main()
