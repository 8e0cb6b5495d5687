"""Captions as text-only training data: what to read (a noisy text embedding), what to write (the caption)."""

from __future__ import annotations

import random

import torch
import torch.nn.functional as F
from torch import Tensor

from ..workspace import work

SIBLINGS, SIBLING_COSINE = 5, 0.7
#: How many residuals' worth of noise. A residual drawn from another pair hurts less than a photograph's own:
#: on COCO-dev, captions were as unlikely under 2.5 drawn residuals as under the real image embeddings.
NOISE = (0.5, 2.5)
#: Less where a caption must be told from its neighbours: under more they can't be.
MATCHING_NOISE = (0.2, 1.0)


def nearest_siblings(embeddings: Tensor) -> Tensor:
    """Each caption's nearest others [n, 5]: mostly other sentences about the same or a like photograph."""
    out = []
    for start in range(0, len(embeddings), 2048):
        similarity = embeddings[start:start + 2048] @ embeddings.T
        similarity[torch.arange(len(similarity)), torch.arange(start, start + len(similarity))] = -1
        values, index = similarity.topk(SIBLINGS, 1)
        own = torch.arange(start, start + len(similarity))[:, None]
        out.append(torch.where(values > SIBLING_COSINE, index, own))
    return torch.cat(out)


def siblings(embeddings: Tensor) -> Tensor:
    """`nearest_siblings` of all captions, computed once."""
    path = work("siblings.pt")
    if not path.exists():
        torch.save(nearest_siblings(embeddings), path)
    return torch.load(path)


def noisy(embeddings: Tensor, residuals: Tensor, noise: tuple[float, float] = NOISE) -> Tensor:
    """Text embeddings moved as real photographs' embeddings are off their text (residuals of held-out pairs)."""
    size = noise[0] + torch.rand(len(embeddings), 1) * (noise[1] - noise[0])
    drawn = residuals[torch.randint(0, len(residuals), (len(embeddings),))]
    return F.normalize(embeddings + size * drawn, dim=-1)


class CaptionBatches:
    """Endless shuffled batches: indices of the captions to write and embeddings to read [b, 384].

    Captions of about the same length share a batch, or half of the work would go into padding.
    """

    def __init__(self, embeddings: Tensor, siblings: Tensor, residuals: Tensor, lengths: list[int], batch: int) -> None:
        self.embeddings, self.siblings, self.residuals = embeddings, siblings, residuals
        self.lengths, self.batch = lengths, batch
        self.queue: list[list[int]] = []

    def refill(self) -> None:
        order = random.sample(range(len(self.lengths)), len(self.lengths))
        pool = self.batch * 24
        for start in range(0, len(order), pool):
            some = sorted(order[start:start + pool], key=lambda i: self.lengths[i])
            self.queue += [some[k:k + self.batch] for k in range(0, len(some), self.batch)]
        random.shuffle(self.queue)

    def next(self) -> tuple[list[int], Tensor]:
        if not self.queue:
            self.refill()
        chosen = self.queue.pop()
        read = [int(self.siblings[i, random.randrange(SIBLINGS)]) if random.random() < 0.4 else i for i in chosen]
        return chosen, noisy(self.embeddings[read], self.residuals)
