"""Captions that a teacher wrote, and what it saw: sequence-level knowledge distillation (Kim & Rush 2016,
https://arxiv.org/abs/1606.07947).

`ocelli.teach` writes them; a model that talks learns to say the same of the same.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import torch
from torch import Tensor

from ..workspace import work
from .pictures import Picture


@dataclass(frozen=True)
class Taught:
    """An image embedding [384] and likelihoods of things [80], as noisy as a new photograph's, and the teacher's caption.

    picture: whose they are; None: a sentence's, of which there is no picture."""

    embedding: Tensor
    objects: Tensor
    caption: str
    picture: Picture | None


class TaughtCaptions:
    """Draws endless ones, each once before any comes again."""

    def __init__(self, pictures: list[Picture], rng: random.Random) -> None:
        stored = torch.load(work("taught.pt"))
        of = {(p.record.dataset, p.row): p for p in pictures}
        self.all = [Taught(embedding, objects, caption, of[picture] if picture else None) for embedding, objects, caption, picture
                    in zip(stored["embeddings"], stored["objects"], stored["captions"], stored["pictures"])]
        self.rng, self.order = rng, []

    def next(self) -> Taught:
        if not self.order:
            self.order = self.rng.sample(self.all, len(self.all))
        return self.order.pop()
