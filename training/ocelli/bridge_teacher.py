"""LLaVA's bridge as the teacher of BLIP-2's queries: both stand before one voice, so what it says behind the one is what it should
say behind the other, word by word (word-level knowledge distillation, Kim & Rush 2016, https://arxiv.org/abs/1606.07947)."""

from __future__ import annotations

import torch
from torch import Tensor

from .data.branches import Branched, with_image_tokens
from .model.blip2 import target_logits
from .model.bridge import IMAGE_TOKENS
from .model.likely_words import cells
from .model.llava import Llava


class BridgeTeacher:
    def __init__(self, llava: Llava) -> None:
        self.llava = llava

    @torch.no_grad()
    def tokens(self, embedding: Tensor, objects: Tensor, patches: Tensor | None = None) -> Tensor:
        """Image embeddings [b, 384], likelihoods of things [b, 80] and patches [b, 81, 1360], if any -> [b, 12, hidden]."""
        seen = None if patches is None else cells(patches)
        return self.llava.bridge(self.llava.recalled(embedding), seen, objects)

    @torch.no_grad()
    def log_likelihoods(self, samples: list[Branched], tokens: Tensor) -> Tensor:
        """Of all words at each target of all samples [targets, words]. tokens [b, 12, hidden]; samples as the student reads them."""
        fewer = [with_image_tokens(sample, IMAGE_TOKENS) for sample in samples]
        return target_logits(self.llava.voice, fewer, tokens)[0].float().log_softmax(-1)
