"""Readers of the photograph sets: one record an image, with its words, its labels and its split.

Splits follow the source, never the row: OpenStax by book, clothing by sender, food by dish, objects
by the one thing photographed, grocery and flowers as their authors marked them.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

from ..workspace import DATA, work
from .cleaning import clean_description

SETS = ("openstax", "openstax2", "objects", "food", "grocery", "clothing", "flowers")

#: Books and sets held out for validation: whole books, of other subjects than those trained on.
VALIDATION_BOOKS = ("introduction-sociology", "psychology")


@dataclass(frozen=True)
class Record:
    """One image: where it lies, what is known of it."""

    dataset: str
    name: str
    path: Path
    split: str  # "train" or "val"
    captions: tuple[str, ...] = ()  # human sentences, cleaned
    labels: dict[str, str] = field(default_factory=dict)


def unpack(dataset: str) -> Path:
    """Unpacks a set's tar once into the working folder and returns that folder."""
    folder = work("images", dataset)
    done = work("images", dataset + ".done")
    if not done.exists():
        with tarfile.open(DATA / f"{dataset}.tar") as archive:
            archive.extractall(folder, filter="data")
        done.touch()
    return folder


def held_out(key: str, percent: int) -> bool:
    """A stable pseudo-random draw by source key: the same key always falls on the same side."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 100 < percent


def rows(dataset: str) -> list[dict]:
    return [json.loads(line) for line in (DATA / f"{dataset}.jsonl").read_text().splitlines() if line]


def split_of(dataset: str, row: dict) -> str:
    """The split a row belongs to, by its source."""
    if dataset in ("openstax", "openstax2"):
        return "val" if row["name"].split("/")[0] in VALIDATION_BOOKS else "train"
    key = {"clothing": "sender", "food": "label", "objects": "object"}.get(dataset)
    if key:
        return "val" if held_out(f"{dataset}/{row[key]}", 10) else "train"
    return "train" if row["split"] == "train" else "val"


def read(dataset: str) -> list[Record]:
    """All records of one set, in file order."""
    folder = unpack(dataset)
    records = []
    for row in rows(dataset):
        captions: tuple[str, ...] = ()
        labels = {k: str(row[k]) for k in ("label", "coarse", "category", "kids", "object") if k in row}
        if "alt" in row:
            text = clean_description(row["alt"])
            captions = (text,) if text else ()
        if "captions" in row:
            captions = tuple(row["captions"])
        split = "test" if dataset == "coco-dev" else split_of(dataset, row)
        records.append(Record(dataset, row["name"], folder / row["name"], split, captions, labels))
    return records
