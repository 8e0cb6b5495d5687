"""Patches for sentences, of which there is no picture: those of a training photograph that is like what is said."""

from __future__ import annotations

import random

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..features import features
from ..model.vision_head import ImageEmbedding
from .pictures import Picture

#: One of so many of the likest photographs, so that a sentence's patches vary.
LIKEST, CHUNK = 8, 64


class Borrowed:
    @torch.no_grad()
    def __init__(self, pictures: list[Picture], image_embedding: ImageEmbedding) -> None:
        self.pictures = pictures
        plain = [np.asarray(features(p.record.dataset)[p.row, 0], np.float32) for p in pictures]
        parts = [torch.from_numpy(np.stack(plain[i:i + CHUNK])) for i in range(0, len(plain), CHUNK)]
        self.embeddings = F.normalize(torch.cat([image_embedding(part) for part in parts]), dim=-1)

    def of(self, embeddings: Tensor) -> list[Picture]:
        """Embeddings of sentences [b, 384] -> a photograph for each."""
        likest = (embeddings @ self.embeddings.T).topk(min(LIKEST, len(self.pictures)), -1).indices
        return [self.pictures[int(random.choice(row))] for row in likest]
