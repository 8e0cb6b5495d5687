"""Training pictures from cached features: what the eye says of a random view, with what is known of each."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from ..features import features, sampled
from ..model.eye import things_in
from ..model.likely_words import cells
from ..model.vision_head import ImageEmbedding
from ..workspace import work
from . import easy_vqa
from .cleaning import is_photograph, split_sentences
from .colours import middle_colour
from .records import SETS, Record
from .templates import label_of
from .views import load

#: Sets whose photographs show one thing in the middle, so that its colour can be measured.
ONE_THING = ("clothing", "food", "objects")


@dataclass(frozen=True)
class Picture:
    record: Record
    row: int
    sentences: tuple[str, ...] = ()  # of a person's description
    captions: tuple[str, ...] = ()  # written by BLIP and kept by its filter (CapFilt)
    label: str = ""
    colour: str = ""

    @property
    def text(self) -> str:
        """All that is known of it."""
        return " ".join((*self.sentences, *self.captions, self.label, self.colour))


def pictures(split: str, datasets: tuple[str, ...] = (*SETS, easy_vqa.DATASET)) -> list[Picture]:
    """All pictures of a split with cached features, CapFilt's captions among their texts where there are any."""
    path = work("capfilt.json")
    bootstrapped = json.loads(path.read_text()) if path.exists() else {}
    colours, found = measured_colours(), []
    for dataset in datasets:
        for row, record in enumerate(sampled(dataset)):
            if record.split != split:
                continue
            if record.captions and is_photograph(record.captions[0]):
                whole = " ".join(record.captions[0].split()[:40])
                said = tuple(split_sentences(record.captions[0])[:3])
                found.append(Picture(record, row, said, tuple(bootstrapped.get(whole, ()))))
            elif dataset == easy_vqa.DATASET:
                found.append(Picture(record, row, label=record.labels.get("shape", ""), colour=record.labels.get("colour", "")))
            elif record.labels:
                found.append(Picture(record, row, label=label_of(record), colour=colours.get(f"{dataset}/{record.name}", "")))
    return found


def measured_colours() -> dict[str, str]:
    """Colour words of single things by "set/name"; measured once."""
    path = work("colours.json")
    if not path.exists():
        named = {f"{d}/{r.name}": middle_colour(load(r.path)) for d in ONE_THING for r in sampled(d)}
        path.write_text(json.dumps({name: colour for name, colour in named.items() if colour}))
    return json.loads(path.read_text())


class Glimpse(NamedTuple):
    """What the eye says of pictures: image embeddings [n, 384], cells [n, 9, 1280], likelihoods of things [n, 80]."""

    embedding: Tensor
    cells: Tensor
    objects: Tensor


class Evidence:
    """What the eye says of pictures, computed when first asked for."""

    def __init__(self, image_embedding: ImageEmbedding) -> None:
        self.image_embedding, self.seen = image_embedding.eval(), {}

    @torch.no_grad()
    def of(self, chosen: list[Picture], views: int) -> Glimpse:
        """Of a random one of the first `views` of each; the first is the plain one."""
        found = [self.view(p, random.randrange(min(views, features(p.record.dataset).shape[1]))) for p in chosen]
        return Glimpse(*(torch.stack([part.float() for part in parts]) for parts in zip(*found)))

    def view(self, picture: Picture, view: int) -> Glimpse:
        key = (picture.record.dataset, picture.row, view)
        if key not in self.seen:
            patches = torch.from_numpy(np.asarray(features(key[0])[picture.row, view], np.float32))[None]
            self.seen[key] = Glimpse(self.image_embedding(patches)[0], cells(patches)[0].half(), things_in(patches)[0])
        return self.seen[key]
