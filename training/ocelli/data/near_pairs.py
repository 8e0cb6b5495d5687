"""Batches of described photographs that hold near ones: the negatives that a re-ranking meets are the nearest of many."""

from __future__ import annotations

import random

from torch import Tensor

#: Ranks among an item's nearest by description that count as near.
NEAREST = 20
#: Descriptions over this cosine say the same, and are no negatives.
SAME = 0.9


class NearPairs:
    """Draws items (rows of unit vectors [n, d]): half at random, half each a near one of those."""

    def __init__(self, embeddings: Tensor) -> None:
        similarity = embeddings @ embeddings.T
        similarity.masked_fill_(similarity > SAME, -1)  # Its own is among them.
        self.near = similarity.topk(min(NEAREST, len(embeddings) - 1), 1).indices.tolist()

    def draw(self, count: int) -> list[int]:
        """`count` rows; a row may come twice, as its descriptions do in any batch of a long run."""
        seeds = random.sample(range(len(self.near)), count - count // 2)
        return [*seeds, *(random.choice(self.near[seed]) for seed in seeds[:count // 2])]
