"""The voice: SmolLM2-135M-Instruct on the very 4-bit blocks that ship, and what it is tuned by.

The codes stay as published. Tuned are the norms (Zhao et al. 2024, https://arxiv.org/abs/2312.11420) and the scale and
minimum of each block (`blocked_linear.py`), which ship as they are: training sees the quantised voice all along and nothing
is rounded to 4 bits a second time.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from transformers import AutoTokenizer, LlamaForCausalLM, PreTrainedTokenizerFast

from ..export.voice_blocks import Blocks
from ..export.voice_reading import config_of
from ..export.voice_source import published_gguf, read_gguf
from .blocked_linear import BlockedLinear

MATRICES = ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj",
            "mlp.gate_proj", "mlp.up_proj", "mlp.down_proj")


def load_tokenizer() -> PreTrainedTokenizerFast:
    path = published_gguf()
    return AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)


def load_voice() -> LlamaForCausalLM:
    """The published voice in float32, open where it is tuned."""
    weights, shape = read_gguf(published_gguf())
    return tunable(from_weights(weights, shape), weights)


def from_weights(weights: dict[str, Blocks | np.ndarray], shape: dict) -> LlamaForCausalLM:
    state = {name: torch.from_numpy(np.ascontiguousarray(w.expanded() if isinstance(w, Blocks) else w)) for name, w in weights.items()}
    with torch.device("meta"):
        model = LlamaForCausalLM(config_of(shape))
    model.to_empty(device="cpu")
    model.load_state_dict({**state, "lm_head.weight": state["model.embed_tokens.weight"]}, assign=True)
    model.tie_weights()
    model.model.rotary_emb = type(model.model.rotary_emb)(model.config)
    return model.eval()


def tunable(model: LlamaForCausalLM, weights: dict[str, Blocks | np.ndarray]) -> LlamaForCausalLM:
    """Freezes the voice, then opens its norms and the lines of its blocks. weights: those that the model was made from."""
    model.requires_grad_(False)
    for i, layer in enumerate(model.model.layers):
        for name in MATRICES:
            parent, child = name.split(".")
            setattr(getattr(layer, parent), child, BlockedLinear(weights[f"model.layers.{i}.{name}.weight"]))
        layer.input_layernorm.weight.requires_grad_(True)
        layer.post_attention_layernorm.weight.requires_grad_(True)
    model.model.norm.weight.requires_grad_(True)
    return model


def blocked(model: LlamaForCausalLM) -> dict[str, BlockedLinear]:
    """The tuned matrices by the names of their weights."""
    return {f"{name}.weight": module for name, module in model.named_modules() if isinstance(module, BlockedLinear)}


def tuned(model: LlamaForCausalLM) -> dict[str, Tensor]:
    """All that training changed: norms, stretches and shifts by name."""
    return {name: p.detach() for name, p in model.named_parameters() if name.endswith(("stretch", "shift")) or "norm" in name}


@torch.no_grad()
def tuned_weights(weights: dict[str, Blocks | np.ndarray], model: LlamaForCausalLM) -> dict[str, Blocks | np.ndarray]:
    """Published weights with the model's norms and its blocks' lines, as they ship."""
    out = dict(weights)
    for name, parameter in model.named_parameters():
        if "norm" in name:
            out[name] = parameter.float().numpy()
    for name, matrix in blocked(model).items():
        scale, minimum = (half.numpy().astype(np.float16) for half in matrix.lines())
        out[name] = Blocks(weights[name].codes, scale, minimum)
    return out
