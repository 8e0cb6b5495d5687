"""The queries of earlier batches' images: more negatives for a text than its batch has.

A queue as in ALBEF and BLIP (https://arxiv.org/abs/2107.07651, section 3.2); theirs is filled by a momentum encoder, here
by the Q-Former as it was some steps ago, which at these learning rates is about the same.
"""

from __future__ import annotations

import torch
from torch import Tensor

from .model.qformer import EMBED, QUERIES


class EarlierImages:
    """Embeddings of the queries [n, 32, 384] of at most `most` images, and of their own texts [n, 384]; none at first."""

    def __init__(self, most: int) -> None:
        self.most, self.queries, self.texts = most, torch.empty(0, QUERIES, EMBED), torch.empty(0, EMBED)

    def add(self, queries: Tensor, texts: Tensor) -> None:
        """The oldest leave when there are too many."""
        self.queries = torch.cat([self.queries, queries.detach()])[-self.most:]
        self.texts = torch.cat([self.texts, texts])[-self.most:]
