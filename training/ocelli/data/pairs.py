"""Photographs with words, ready for the losses: which sentences belong to which cached features."""

from __future__ import annotations

import random
from dataclasses import dataclass

import torch
from torch import Tensor

from ..features import sampled
from ..model.text_tower import Teacher
from ..workspace import work
from .cleaning import is_photograph, split_sentences
from .records import SETS, Record
from .templates import label_caption

PHRASINGS = 4


@dataclass(frozen=True)
class Pair:
    record: Record
    row: int  # row in features(record.dataset)
    sentences: tuple[str, ...]  # the whole description first, then its sentences
    described: bool  # by a person, not by a label


def pairs(split: str, datasets: tuple[str, ...] = SETS) -> list[Pair]:
    """All pairs of a split. Descriptions of drawings and charts are left out."""
    found, rng = [], random.Random(0)
    for dataset in datasets:
        for row, record in enumerate(sampled(dataset)):
            if record.split != split:
                continue
            if record.captions:
                text = record.captions[0]
                if is_photograph(text):
                    whole = " ".join(text.split()[:40])
                    found.append(Pair(record, row, (whole, *split_sentences(text)[:4]), True))
            elif record.labels:
                sentences = tuple(label_caption(record, rng) for _ in range(PHRASINGS))
                found.append(Pair(record, row, sentences, False))
    return found


def pair_embeddings(training: list[Pair], teacher: Teacher) -> Tensor:
    """The text embeddings of all training pairs' whole descriptions [n, 384], computed once."""
    path = work("pair_texts.pt")
    if not path.exists():
        torch.save(teacher([p.sentences[0] for p in training], max_tokens=48), path)
    return torch.load(path)
