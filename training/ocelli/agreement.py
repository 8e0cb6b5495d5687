"""How well captions agree with descriptions of photographs outside COCO (held-out books): a guide beside COCO-dev's.

    python -m ocelli.agreement --checkpoint .work/med/last.pt [--captions]

Captions are written as the shipped pack says. Prints the mean cosine of each caption with its photograph's description, by the text encoder that neither was written by
(the frozen MiniLM), that with the other photographs' descriptions, and how many things that no description names are said.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .checkpoint import load_blip
from .data.pictures import Picture, pictures
from .data.things import named
from .export.golden import PACK, caption
from .features import features
from .model.blip import Blip
from .model.text_tower import Teacher
from .model.vocabulary import Vocabulary
from .workspace import work

BOOKS = ("openstax", "openstax2")


def held_out() -> list[Picture]:
    return [p for p in pictures("val", BOOKS) if p.sentences]


@torch.no_grad()
def captions(blip: Blip, vocabulary: Vocabulary, chosen: list[Picture], generation: dict) -> list[str]:
    """A caption of each one's plain view. generation: as pack.json has it."""
    written, tokenizer = [], vocabulary.tokenizer(work("tokenizer"))
    for picture in chosen:
        patches = torch.from_numpy(np.asarray(features(picture.record.dataset)[picture.row, :1], np.float32))
        written.append(caption(blip, vocabulary, blip.encode_image(patches), generation["beams"], tokenizer, generation)["text"])
    return written


def agreement(written: Tensor, told: Tensor) -> tuple[float, float]:
    """Embeddings of captions and descriptions [n, 384] -> mean cosine of pairs, and of a caption with the others' descriptions."""
    cosines, count = written @ told.T, len(told)
    own = cosines.diagonal()
    return own.mean().item(), ((cosines.sum() - own.sum()) / (count * (count - 1))).item()


def unseen_things(written: list[str], descriptions: list[str]) -> int:
    """Kinds of thing that a caption names and its description does not, over all."""
    return sum(said and not there for w, d in zip(written, descriptions) for said, there in zip(named(w), named(d)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--captions", action="store_true", help="print them")
    arguments = parser.parse_args()
    model, words = load_blip(arguments.checkpoint)
    books, teacher = held_out(), Teacher()
    texts = [" ".join(p.sentences) for p in books]
    lines = captions(model.eval(), words, books, json.loads((PACK / "pack.json").read_text())["generation"])
    near, far = agreement(teacher(lines), teacher(texts, max_tokens=48))
    print(f"{len(books)} captions: cosine {near:.3f} with their descriptions, {far:.3f} with others; "
          f"{unseen_things(lines, texts)} things said that no description names")
    if arguments.captions:
        for line, text in zip(lines, texts):
            print(f"{line} <- {text[:150]}")
