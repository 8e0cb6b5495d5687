"""Querybank normalisation: what a picture, or a text, is near to anyway is taken from the score of a pair.

A picture near to every text is found for too many queries, and a text near to every picture is said of too many (hubness).
How near is measured on banks that ship with the pack (QB-Norm: Bogolin et al. 2022, https://arxiv.org/abs/2112.12777; a soft
maximum as in their inverted softmax). Of the bank of texts only those that are like the query count: what matters is
whether the picture is nearer to it than to what else is said in such words.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .vision_head import EMBED

#: Texts beside the memory's, and photographs: centres of clusters of the training pairs'.
DESCRIPTIONS, PHOTOGRAPHS = 1024, 256
#: Of the bank of texts those count that are nearest to a query.
NEAREST = 150
#: Of the soft maximum of cosines.
TEMPERATURE = 0.02


def soft_maximum(cosines: Tensor) -> Tensor:
    """The last dimension's, over its greatest by what the others add."""
    return TEMPERATURE * (cosines / TEMPERATURE).logsumexp(-1)


class Querybank(nn.Module):
    """Embeddings [b, 384] -> cosines with the bank of texts [b, entries + 1024] and with that of photographs [b, 256].

    The texts are the memory's entries (COCO's sentences) and longer descriptions.
    """

    def __init__(self, memory: nn.Linear, descriptions: int = DESCRIPTIONS, photographs: int = PHOTOGRAPHS) -> None:
        """memory: the visual tokens', whose entries [entries, 384] are unit vectors."""
        super().__init__()
        self.memory = memory
        self.descriptions = nn.Linear(EMBED, descriptions, bias=False)
        self.photographs = nn.Linear(EMBED, photographs, bias=False)
        self.requires_grad_(False)

    def forward(self, embeddings: Tensor) -> tuple[Tensor, Tensor]:
        return torch.cat([self.memory(embeddings), self.descriptions(embeddings)], -1), self.photographs(embeddings)

    def of_images(self, images: Tensor, texts: Tensor) -> Tensor:
        """How near each picture [n, 384] is to what is said in words like each text's [m, 384] -> [n, m]."""
        banked, wanted = self(images)[0], self(texts)[0]
        near = wanted.topk(min(NEAREST, wanted.shape[-1]), dim=-1).indices  # [m, 150]
        return torch.stack([soft_maximum(picture[near]) for picture in banked])

    def of_texts(self, texts: Tensor) -> Tensor:
        """How near each text [m, 384] is to any photograph -> [m]."""
        return soft_maximum(self(texts)[1])
