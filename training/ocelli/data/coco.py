"""COCO's caption sentences: text only, the language captions are written in."""

from __future__ import annotations

import torch
from torch import Tensor

from ..model.text_tower import Teacher
from ..workspace import DATA, work


def coco_captions(teacher: Teacher) -> tuple[list[str], Tensor]:
    """The sentences and their embeddings [n, 384], L2-normalised; embedded once."""
    path = work("coco_text.pt")
    if not path.exists():
        lines = (DATA / "coco-captions.txt").read_text().splitlines()
        sentences = [line.strip() for line in lines if line.strip()]
        torch.save((sentences, teacher(sentences)), path)
    return torch.load(path)
