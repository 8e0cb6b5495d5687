"""easy-VQA's drawings: one coloured shape each, with questions whose answers are one word.

The archive has no split of its own: a tenth of its drawings, drawn by id, is held out here.
"""

from __future__ import annotations

import json
from collections import defaultdict

from .records import Record, held_out, unpack

DATASET = "easy-vqa-train"
COLOURS = ("black", "blue", "brown", "gray", "green", "red", "teal", "yellow")
SHAPES = ("circle", "rectangle", "triangle")
HELD_OUT_PERCENT = 10


def questions() -> dict[int, list[tuple[str, str]]]:
    """Questions and answers by drawing."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for question, answer, drawing in json.loads((unpack(DATASET) / "questions.json").read_text()):
        found[drawing].append((question, answer))
    return found


def drawings() -> list[Record]:
    """One record a drawing, in the order of their ids; labels tell its colour and shape as far as the answers do."""
    folder = unpack(DATASET)
    records = []
    for drawing, asked in sorted(questions().items()):
        answers = {answer for _, answer in asked}
        labels = {kind: answer for kind, words in (("colour", COLOURS), ("shape", SHAPES)) for answer in answers & set(words)}
        split = "val" if held_out(f"{DATASET}/{drawing}", HELD_OUT_PERCENT) else "train"
        name = f"images/{drawing}.png"
        records.append(Record(DATASET, name, folder / name, split, labels=labels))
    return records
