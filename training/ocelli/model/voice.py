"""The voice: SmolLM2-135M-Instruct on the very 4-bit blocks that ship, and the gains it is tuned by.

The codes stay as published. Tuned are the norms (Zhao et al. 2024, https://arxiv.org/abs/2312.11420) and gains on the
rows of keys, values and the MLP's inner layer ((IA)3, Liu et al. 2022, https://arxiv.org/abs/2205.05638). Both fold
into what ships (float32 norms, the scale and minimum of each block), so training sees the quantised voice all along
and nothing is rounded to 4 bits a second time.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoTokenizer, LlamaForCausalLM, PreTrainedTokenizerFast

from ..export.voice_blocks import Blocks
from ..export.voice_reading import config_of
from ..export.voice_source import published_gguf, read_gguf

GAINED = ("self_attn.k_proj", "self_attn.v_proj", "mlp.up_proj")


class Gained(nn.Module):
    """A frozen linear layer whose outputs are multiplied by learned gains."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear, self.gain = linear, nn.Parameter(torch.ones(linear.out_features))

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x) * self.gain


def load_tokenizer() -> PreTrainedTokenizerFast:
    path = published_gguf()
    return AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)


def load_voice() -> LlamaForCausalLM:
    """The published voice in float32, frozen, with gains of 1."""
    return tunable(from_weights(*read_gguf(published_gguf())))


def from_weights(weights: dict[str, Blocks | np.ndarray], shape: dict) -> LlamaForCausalLM:
    state = {name: torch.from_numpy(np.ascontiguousarray(w.expanded() if isinstance(w, Blocks) else w)) for name, w in weights.items()}
    with torch.device("meta"):
        model = LlamaForCausalLM(config_of(shape))
    model.to_empty(device="cpu")
    model.load_state_dict({**state, "lm_head.weight": state["model.embed_tokens.weight"]}, assign=True)
    model.tie_weights()
    model.model.rotary_emb = type(model.model.rotary_emb)(model.config)
    return model.eval()


def tunable(model: LlamaForCausalLM) -> LlamaForCausalLM:
    """Freezes the voice, then opens its norms and puts gains where they fold into the blocks."""
    model.requires_grad_(False)
    for layer in model.model.layers:
        for name in GAINED:
            parent, child = name.split(".")
            module = getattr(layer, parent)
            setattr(module, child, Gained(getattr(module, child)))
        layer.input_layernorm.weight.requires_grad_(True)
        layer.post_attention_layernorm.weight.requires_grad_(True)
    model.model.norm.weight.requires_grad_(True)
    return model


def tuned(model: LlamaForCausalLM) -> dict[str, Tensor]:
    """All that training changed: norms and gains by name."""
    return {name: p.detach() for name, p in model.named_parameters() if name.endswith("gain") or "norm" in name}


def folded(weights: dict[str, Blocks | np.ndarray], changes: dict[str, Tensor]) -> dict[str, Blocks | np.ndarray]:
    """Published weights with norms replaced and gains multiplied into scales and minimums."""
    out = dict(weights)
    for name, tensor in changes.items():
        value = tensor.float().numpy()
        if not name.endswith(".gain"):
            out[name] = value
            continue
        target = name.removesuffix(".gain") + ".weight"
        matrix = out[target]
        if isinstance(matrix, Blocks):
            scale, minimum = (half.astype(np.float32) * value[:, None] for half in (matrix.scales, matrix.minimums))
            out[target] = Blocks(matrix.codes, scale.astype(np.float16), minimum.astype(np.float16))
        else:
            out[target] = matrix * value[:, None]
    return out
