"""LLaVA's projection: what the frozen eye knows of a photograph, as tokens in the voice's word space.

Two kinds of image token, 12 in all:

    words   the visual words (nouns, colours, shapes, numbers) that are likeliest, each as its own word embedding of
            the voice, moved by how sure the bridge is (a mixture over words, as Ovis aligns visual and word tables)
    dense   a two-layer MLP, as LLaVA-1.5's, of what the memory recalls of the image embedding

A word's likelihood is read from the image embedding (`said`, learnt from sentences alone, since the memory puts
photographs and sentences on one side of the modality gap) and from the patch features (`seen`, learnt from
photographs and drawings).
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .eye import WIDTH
from .vision_head import EMBED, TEMPERATURES

WORDS, DENSE = 8, 4
IMAGE_TOKENS = WORDS + DENSE
RECALLED = EMBED * len(TEMPERATURES)
SIDE, CELLS = 9, 3  # patches a side, cells a side


def cells(patches: Tensor) -> Tensor:
    """Patch features [b, 81, 1280] -> means of 3 x 3 patches [b, 9, 1280]."""
    grid = patches.unflatten(1, (CELLS, SIDE // CELLS, CELLS, SIDE // CELLS))
    return grid.mean((2, 4)).flatten(1, 2)


class Bridge(nn.Module):
    """recalled [b, 768], cells [b, 9, 1280] or None -> image tokens [b, 12, hidden]."""

    def __init__(self, word_embeddings: Tensor, said: int = 768, seen: int = 256, inner: int = 768) -> None:
        """word_embeddings: [words, hidden], of the visual words in the voice's table; frozen."""
        super().__init__()
        words, hidden = word_embeddings.shape
        self.word_table = nn.Parameter(word_embeddings.clone(), requires_grad=False)
        self.said = nn.Sequential(nn.Linear(RECALLED, said), nn.GELU(), nn.Linear(said, words))
        self.seen_norm = nn.LayerNorm(WIDTH)
        self.seen = nn.Sequential(nn.Linear(WIDTH, seen), nn.GELU(), nn.Linear(seen, words))
        self.dense = nn.Sequential(nn.Linear(RECALLED, inner), nn.GELU(), nn.Linear(inner, DENSE * hidden))
        size = float(word_embeddings.square().mean().sqrt())
        self.dense_gain = nn.Parameter(torch.full((DENSE, hidden), size))
        self.sure, self.unsure = nn.Parameter(torch.zeros(hidden)), nn.Parameter(torch.zeros(hidden))
        nn.init.zeros_(self.seen[2].weight)
        nn.init.zeros_(self.seen[2].bias)
        nn.init.constant_(self.said[2].bias, -5.0)

    def word_logits(self, recalled: Tensor, seen: Tensor | None) -> Tensor:
        """How likely each visual word is [b, words]."""
        logits = self.said(recalled)
        return logits if seen is None else logits + self.seen_logits(seen)

    def seen_logits(self, seen: Tensor) -> Tensor:
        """What the cells add to the likelihood of each word [b, words]: the best cell counts, and all together."""
        of_cells = self.seen(self.seen_norm(seen))
        return of_cells.amax(1) + of_cells.mean(1)

    def tokens(self, recalled: Tensor, logits: Tensor) -> Tensor:
        best = logits.topk(WORDS, dim=-1)
        sureness = best.values.sigmoid().unsqueeze(-1)
        words = self.word_table[best.indices] + sureness * self.sure + (1 - sureness) * self.unsure
        dense = self.dense(recalled).unflatten(-1, (DENSE, -1))
        dense = dense * torch.rsqrt(dense.square().mean(-1, keepdim=True) + 1e-6) * self.dense_gain
        return torch.cat([dense, words], 1)

    def forward(self, recalled: Tensor, seen: Tensor | None) -> Tensor:
        return self.tokens(recalled, self.word_logits(recalled, seen))
