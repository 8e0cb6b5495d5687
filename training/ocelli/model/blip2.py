"""BLIP-2's second stage: what the queries saw, through one linear layer, as a soft prompt of the frozen voice."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import LlamaForCausalLM

from ..data.chat import Rendered
from .llava import language_loss
from .qformer import EMBED, QFormer


class Blip2(nn.Module):
    def __init__(self, qformer: QFormer, voice: LlamaForCausalLM) -> None:
        super().__init__()
        self.qformer, self.voice = qformer, voice.requires_grad_(False)
        self.projection = nn.Linear(EMBED, voice.config.hidden_size)

    def encode_image(self, patches: Tensor) -> Tensor:
        """Patch features [b, 81, 1280] -> image tokens [b, 32, hidden]."""
        return self.projection(self.qformer.run("contrastive", patches, None, None)[0])

    def loss(self, samples: list[Rendered], patches: Tensor) -> Tensor:
        return language_loss(self.voice, samples, self.encode_image(patches))


@torch.no_grad()
def fit_size(blip2: Blip2, patches: Tensor) -> None:
    """Scales the fresh projection so that its tokens are as large as the voice's words."""
    words = blip2.voice.model.embed_tokens.weight.square().mean().sqrt()
    blip2.projection.weight.mul_(words / blip2.encode_image(patches).square().mean().sqrt())
