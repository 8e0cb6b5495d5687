"""LLaVA's projection: what the frozen eye knows of a photograph, as tokens in the voice's word space.

Two kinds of image token, 12 in all:

    words   the visual words that are likeliest (`likely_words.py`), each as its own word embedding of the voice, moved by how
            sure the bridge is (a mixture over words, as Ovis aligns visual and word tables)
    dense   a two-layer MLP, as LLaVA-1.5's, of what the memory recalls of the image embedding
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .likely_words import RECALLED, WORDS, LikelyWords, likeliest

DENSE = 4
IMAGE_TOKENS = WORDS + DENSE


class Bridge(LikelyWords):
    """recalled [b, 768], cells [b, 9, 1280] or None, objects [b, 80] or None -> image tokens [b, 12, hidden]."""

    def __init__(self, word_embeddings: Tensor, said: int = 768, seen: int = 256, inner: int = 768) -> None:
        """word_embeddings: [words, hidden], of the visual words in the voice's table; frozen."""
        words, hidden = word_embeddings.shape
        super().__init__(words, said, seen)
        self.word_table = nn.Parameter(word_embeddings.clone(), requires_grad=False)
        self.dense = nn.Sequential(nn.Linear(RECALLED, inner), nn.GELU(), nn.Linear(inner, DENSE * hidden))
        size = float(word_embeddings.square().mean().sqrt())
        self.dense_gain = nn.Parameter(torch.full((DENSE, hidden), size))
        self.sure, self.unsure = nn.Parameter(torch.zeros(hidden)), nn.Parameter(torch.zeros(hidden))

    def tokens(self, recalled: Tensor, logits: Tensor) -> Tensor:
        words = likeliest(logits, self.word_table, self.sure, self.unsure)
        dense = self.dense(recalled).unflatten(-1, (DENSE, -1))
        dense = dense * torch.rsqrt(dense.square().mean(-1, keepdim=True) + 1e-6) * self.dense_gain
        return torch.cat([dense, words], 1)

    def forward(self, recalled: Tensor, seen: Tensor | None, objects: Tensor | None = None) -> Tensor:
        return self.tokens(recalled, self.logits(recalled, seen, objects))
