"""Queries as words of the voice: a linear layer into its word space, and how likely that makes each visual word.

Stage 2's projection starts from this layer, so a query already points at words when the voice first reads it.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .qformer import EMBED


class WordNaming(nn.Module):
    def __init__(self, word_table: Tensor, shares: Tensor) -> None:
        """word_table [words, hidden]: the voice's embeddings of the visual words; shares [words]: of texts that have each."""
        super().__init__()
        self.projection = nn.Linear(EMBED, word_table.shape[1])
        self.word_table = nn.Parameter(F.normalize(word_table - word_table.mean(0), dim=-1), requires_grad=False)
        self.scale = nn.Parameter(torch.tensor(12.0))
        self.bias = nn.Parameter(shares.clamp(1e-5, 0.99).logit() - 4.0)

    def forward(self, queries: Tensor) -> Tensor:
        """[b, 32, width] -> logits [b, words]: the query that fits a word best counts."""
        said = F.normalize(self.projection(queries), dim=-1)
        return self.scale * (said @ self.word_table.T).amax(1) + self.bias
