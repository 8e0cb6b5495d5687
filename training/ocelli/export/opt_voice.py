"""Writes an OPT model (Zhang et al. 2022) as a voice, for the kernels of the page; BLIP-2's first language models are OPT.

    python -m ocelli.export.opt_voice --checkpoint FOLDER --out FOLDER    a Hugging Face folder of an OPT model
    python -m ocelli.export.opt_voice --tiny FOLDER                       a random one of 500 kB, with its own golden
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import AutoTokenizer, OPTConfig, OPTForCausalLM

from .voice_file import VoiceFile
from .voice_golden import golden
from .voice_reading import matrix, read_tensors, table

LAYER = "model.decoder.layers.{}."
NORMS = {"attention_norm": "self_attn_layer_norm", "mlp_norm": "final_layer_norm"}
#: Matrices that read the same vector are stored as one: rows of the first, then of the second, …
FUSED = {"qkv": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"), "output": ("self_attn.out_proj",),
         "up": ("fc1",), "down": ("fc2",)}
#: OPT's table of positions begins with rows that stand for none.
OFFSET = 2
FINAL, POSITIONS, WORDS = "model.decoder.final_layer_norm", "model.decoder.embed_positions.weight", "model.decoder.embed_tokens.weight"


def shape_of(config: OPTConfig) -> dict:
    """The numbers of a config that the decoder needs, under pack.json's names. Raises ValueError for a variant that it can't run."""
    if not config.do_layer_norm_before or config.word_embed_proj_dim != config.hidden_size or not config.enable_bias:
        raise ValueError("OPT with norms after its sublayers, with a projected word table or without biases is not supported")
    if config.activation_function not in ("relu", "gelu"):
        raise ValueError(f"OPT's activation must be relu or gelu, not {config.activation_function}")
    heads = config.num_attention_heads
    return {"architecture": "opt", "hidden": config.hidden_size, "layers": config.num_hidden_layers, "heads": heads, "kvHeads": heads,
            "headDim": config.hidden_size // heads, "inner": config.ffn_dim, "vocab": config.vocab_size,
            "contextWindow": config.max_position_embeddings, "activation": config.activation_function, "normEps": nn.LayerNorm(1).eps}


def write_opt(folder: Path, model: OPTForCausalLM) -> dict:
    """Writes voice.bin and voice.json; returns what pack.json says under "voice"."""
    shape, file = shape_of(model.config), VoiceFile()
    state = {name: tensor.detach().float().cpu().numpy() for name, tensor in model.state_dict().items()}

    def store_norm(ours: str, theirs: str) -> None:
        file.store(ours, state[f"{theirs}.weight"])
        file.store(f"{ours}.bias", state[f"{theirs}.bias"])

    for layer in range(shape["layers"]):
        prefix = LAYER.format(layer)
        for ours, theirs in NORMS.items():
            store_norm(f"layers.{layer}.{ours}", prefix + theirs)
        for ours, parts in FUSED.items():
            file.store_matrix(f"layers.{layer}.{ours}", [state[f"{prefix}{part}.weight"] for part in parts])
            file.store(f"layers.{layer}.{ours}.bias", np.concatenate([state[f"{prefix}{part}.bias"] for part in parts]))
    store_norm("norm", FINAL)
    file.store("positions", state[POSITIONS][OFFSET:])
    file.store_table(state[WORDS])
    return file.write(folder, shape)


def read_opt(folder: Path, config: OPTConfig) -> OPTForCausalLM:
    """The voice as transformers' OPT in float32: the plain reference."""
    tensors, model = read_tensors(folder), OPTForCausalLM(config).eval()
    state = model.state_dict()

    def put(theirs: str, array: np.ndarray) -> None:
        state[theirs] = torch.from_numpy(np.array(array))

    def put_norm(ours: str, theirs: str) -> None:
        put(f"{theirs}.weight", tensors[ours])
        put(f"{theirs}.bias", tensors[f"{ours}.bias"])

    for layer in range(config.num_hidden_layers):
        prefix = LAYER.format(layer)
        for ours, theirs in NORMS.items():
            put_norm(f"layers.{layer}.{ours}", prefix + theirs)
        for ours, parts in FUSED.items():
            name = f"layers.{layer}.{ours}"
            weights, biases = (np.split(array, len(parts)) for array in (matrix(tensors, name), tensors[f"{name}.bias"]))
            for part, weight, bias in zip(parts, weights, biases, strict=True):
                put(f"{prefix}{part}.weight", weight)
                put(f"{prefix}{part}.bias", bias)
    put_norm("norm", FINAL)
    state[POSITIONS][OFFSET:] = torch.from_numpy(np.array(tensors["positions"]))
    put(WORDS, table(tensors))
    state["lm_head.weight"] = state[WORDS]
    model.load_state_dict(state)
    return model


def write_tiny(folder: Path) -> None:
    """Heads of 80, as OPT-2.7b has them, so that a block of activations is of two heads."""
    torch.manual_seed(5)
    config = OPTConfig(vocab_size=256, hidden_size=160, num_hidden_layers=2, num_attention_heads=2, ffn_dim=320,
                       max_position_embeddings=256, word_embed_proj_dim=160)
    model = OPTForCausalLM(config).eval()
    for name, parameter in model.named_parameters():
        if "layer_norm.weight" in name:
            nn.init.normal_(parameter, 1, 0.1)
        else:
            nn.init.normal_(parameter, std=0.2 if parameter.dim() == 2 else 0.1)
    write_opt(folder, model)
    prompts = [torch.randint(0, config.vocab_size, (n,)).tolist() for n in (1, 5, 64, 65, 150)]
    text = torch.randint(0, config.vocab_size, (130,)).tolist()
    (folder / "golden.json").write_text(json.dumps(golden(read_opt(folder, config), prompts, text, 24)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--tiny", type=Path)
    options = parser.parse_args()
    if options.tiny:
        return write_tiny(options.tiny)
    print(json.dumps(write_opt(options.out, OPTForCausalLM.from_pretrained(options.checkpoint)), indent=1))
    AutoTokenizer.from_pretrained(options.checkpoint).backend_tokenizer.save(str(options.out / "tokenizer.json"))


if __name__ == "__main__":
    main()
