"""Reads a written voice back: float32 weights under Hugging Face's names, for references and tests."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from .voice import FUSED, LAYER, NORMS
from .voice_blocks import Blocks, Bytes

DTYPES = {"u8": np.uint8, "f16": np.float16, "f32": np.float32}


def read_tensors(folder: Path) -> dict[str, np.ndarray]:
    """Arrays of voice.bin by the names of voice.json."""
    data = (folder / "voice.bin").read_bytes()
    tensors = json.loads((folder / "voice.json").read_text())["tensors"]
    return {t["name"]: np.frombuffer(data, DTYPES[t["dtype"]], int(np.prod(t["shape"])), t["offset"]).reshape(t["shape"])
            for t in tensors}


def matrix(tensors: dict[str, np.ndarray], name: str) -> np.ndarray:
    """A stored matrix [rows, columns], expanded to float32."""
    packed = tensors[f"{name}.q"]
    codes = np.stack([packed & 15, packed >> 4], axis=-1).reshape(*packed.shape[:2], -1)
    return Blocks(codes, tensors[f"{name}.scales"], tensors[f"{name}.mins"]).expanded()


def table(tensors: dict[str, np.ndarray]) -> np.ndarray:
    """Embeddings of all words, float32 [vocab, hidden]."""
    return np.concatenate([Bytes(tensors["table8.q"], tensors["table8.scales"]).expanded(), matrix(tensors, "table4")])


def config_of(shape: dict) -> LlamaConfig:
    return LlamaConfig(vocab_size=shape["vocab"], hidden_size=shape["hidden"], intermediate_size=shape["inner"],
                       num_hidden_layers=shape["layers"], num_attention_heads=shape["heads"],
                       num_key_value_heads=shape["kvHeads"], max_position_embeddings=shape["contextWindow"],
                       rms_norm_eps=shape["normEps"], tie_word_embeddings=True,
                       rope_parameters={"rope_type": "default", "rope_theta": shape["ropeTheta"]})


def read_model(folder: Path, shape: dict) -> LlamaForCausalLM:
    """The voice as transformers' Llama in float32: the plain reference of every engine."""
    tensors, state = read_tensors(folder), {}
    for layer in range(shape["layers"]):
        prefix = LAYER.format(layer)
        for ours, theirs in NORMS.items():
            state[f"{prefix}{theirs}.weight"] = tensors[f"layers.{layer}.{ours}"]
        sizes = {"self_attn.q_proj": shape["heads"] * shape["headDim"], "self_attn.k_proj": shape["kvHeads"] * shape["headDim"],
                 "mlp.gate_proj": shape["inner"]}
        for ours, parts in FUSED.items():
            rows = matrix(tensors, f"layers.{layer}.{ours}")
            for part in parts[:-1]:
                state[f"{prefix}{part}.weight"], rows = np.split(rows, [sizes[part]])
            state[f"{prefix}{parts[-1]}.weight"] = rows
    state["model.norm.weight"], state["model.embed_tokens.weight"] = tensors["norm"], table(tensors)
    state["lm_head.weight"] = state["model.embed_tokens.weight"]
    model = LlamaForCausalLM(config_of(shape)).eval()
    model.load_state_dict({name: torch.from_numpy(np.array(array)) for name, array in state.items()})
    return model
