"""The queries of earlier batches' images: more negatives for a text than its batch has.

A queue as in ALBEF and BLIP (https://arxiv.org/abs/2107.07651, section 3.2); theirs is filled by a momentum encoder, here
by the Q-Former as it was some steps ago, which at these learning rates is about the same.
"""

from __future__ import annotations

import torch
from torch import Tensor


class EarlierImages:
    def __init__(self, batches: int) -> None:
        self.batches = batches
        self.queue: list[tuple[Tensor, Tensor]] = []

    def __len__(self) -> int:
        """Images in the queue."""
        return sum(len(queries) for queries, _ in self.queue)

    def all(self) -> tuple[Tensor, Tensor]:
        """Embeddings of their queries [n, 32, 384], and of their own texts [n, 384]."""
        queries, texts = zip(*self.queue)
        return torch.cat(queries), torch.cat(texts)

    def add(self, queries: Tensor, texts: Tensor) -> None:
        """The oldest batch leaves when there are too many."""
        self.queue = [*self.queue, (queries.detach(), texts)][-self.batches:]
