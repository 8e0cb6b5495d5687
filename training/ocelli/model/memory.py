"""The memory of caption embeddings that an image embedding is projected onto (DeCap), and the visual tokens.

The modality gap lies between image and text embeddings; a weighted mean of text embeddings lies on the
text side. Training on captions alone and captioning a photograph then read the same kind of token.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .eye import PATCHES, WIDTH
from .vision_head import EMBED, MEMORY_TOKENS, NEAREST, TEMPERATURES


class VisualTokens(nn.Module):
    """embedding [b, 384], patch features [b, 81, 1280] and words [b, 81, 384] or None -> visual tokens [b, 10 (+ 81), 384].

    A patch token is the sum of what the eye's classes say of the patch, projected as the memory's entries are, and of
    its features: so the transformer, which learns from text most, can read a patch before it has seen many.
    """

    def __init__(self, memory: Tensor, width: int = 384) -> None:
        super().__init__()
        self.memory = nn.Linear(EMBED, len(memory), bias=False)  # rows are the entries, frozen
        self.memory.weight = nn.Parameter(memory.clone(), requires_grad=False)
        self.projection = nn.Linear(EMBED, width)
        self.role = nn.Parameter(torch.randn(MEMORY_TOKENS, width) * 0.02)
        self.patch_norm, self.patch_projection = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, width)
        self.patch_position = nn.Parameter(torch.randn(PATCHES, width) * 0.02)
        self.norm = nn.LayerNorm(width)

    def recall(self, embedding: Tensor) -> Tensor:
        """What the memory holds of an embedding: its projections, then its nearest entries. [b, 10, 384]"""
        similarity = self.memory(embedding)
        projected = [F.normalize((similarity / t).softmax(-1) @ self.memory.weight, dim=-1) for t in TEMPERATURES]
        nearest = self.memory.weight[similarity.topk(NEAREST, dim=-1).indices]  # [b, 8, 384]
        return torch.cat([torch.stack(projected, 1), nearest], 1)

    def forward(self, embedding: Tensor, patches: tuple[Tensor, Tensor] | None) -> Tensor:
        # Unit vectors of width 384 have entries of about 0.05: scaled up to the size of the patches.
        tokens = self.projection(self.recall(embedding) * EMBED**0.5) + self.role
        if patches is not None:
            features, words = patches
            named = self.projection(words * EMBED**0.5)
            seen = named + self.patch_projection(self.patch_norm(features)) + self.patch_position
            tokens = torch.cat([tokens, seen], 1)
        return self.norm(tokens)


def recalled(memory: VisualTokens, embedding: Tensor) -> Tensor:
    """The embedding's projections onto the memory, side by side, entries of about unit size [b, 768]."""
    return memory.recall(embedding)[:, :len(TEMPERATURES)].flatten(1) * EMBED**0.5


@torch.no_grad()
def cluster(embeddings: Tensor, entries: int, rounds: int = 8, seed: int = 0) -> Tensor:
    """Spherical k-means: unit vectors [n, d] -> [entries, d], unit vectors."""
    generator = torch.Generator().manual_seed(seed)
    centres = embeddings[torch.randperm(len(embeddings), generator=generator)[:entries]].clone()
    for _ in range(rounds):
        nearest = torch.cat([(part @ centres.T).argmax(1) for part in embeddings.split(4096)])
        sums = torch.zeros_like(centres).index_add_(0, nearest, embeddings)
        alive = sums.norm(dim=1) > 0
        centres[alive] = F.normalize(sums[alive], dim=1)
    return centres
