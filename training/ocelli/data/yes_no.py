"""Balanced yes/no questions on photographs that nobody trained on: things that are named, and hard negatives."""

from __future__ import annotations

import random
from dataclasses import dataclass

from .objects import Negatives, objects_in, with_article
from .records import Record, read


@dataclass(frozen=True)
class YesNo:
    record: Record
    row: int  # in features(record.dataset)
    question: str
    yes: bool


def yes_no_questions(records: list[Record], texts: list[str], each: int = 2, seed: int = 0) -> list[YesNo]:
    """Up to `each` things that are there and as many that are not, a record. texts: where hard negatives come from."""
    negatives, rng, asked = Negatives(texts), random.Random(seed), []
    for row, record in enumerate(records):
        known = " ".join(record.captions)
        there = objects_in(known)
        if not there or record.split == "train":
            continue
        named = rng.sample(there, min(each, len(there)))
        absent = list(dict.fromkeys(name for _ in range(4 * each) if (name := negatives.draw(known, rng))))[:len(named)]
        for name, yes in [*((n, True) for n in named[:len(absent)]), *((n, False) for n in absent)]:
            asked.append(YesNo(record, row, f"Is there {with_article(name)} in the picture?", yes))
    return asked


def held_out_questions(texts: list[str]) -> dict[str, list[YesNo]]:
    """Of COCO-dev (five sentences a photograph) and of the held-out OpenStax books (one description)."""
    return {"coco-dev": yes_no_questions(read("coco-dev"), texts, each=3), "books": yes_no_questions(read("openstax"), texts)}
