"""How well captions agree with descriptions of photographs outside COCO (held-out books): a guide beside COCO-dev's.

    python -m ocelli.agreement --checkpoint .work/med/last.pt [--captions]

Prints the mean cosine of each caption with its photograph's description, by the text encoder that neither was written by
(the frozen MiniLM), that with the other photographs' descriptions, and how many things that no description names are said.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .checkpoint import load_blip
from .data.pictures import Picture, pictures
from .data.things import named
from .features import features
from .generation import Settings, generate
from .model.blip import Blip
from .model.eye import things_in
from .model.text_tower import Teacher
from .model.vocabulary import Vocabulary
from .validation import join

BOOKS = ("openstax", "openstax2")


def held_out() -> list[Picture]:
    return [p for p in pictures("val", BOOKS) if p.sentences]


@torch.no_grad()
def captions(blip: Blip, vocabulary: Vocabulary, chosen: list[Picture], settings: Settings) -> list[str]:
    """A caption of each one's plain view."""
    written = []
    for picture in chosen:
        patches = torch.from_numpy(np.asarray(features(picture.record.dataset)[picture.row, :1], np.float32))
        visual = blip.look(blip.image_embedding(patches), things_in(patches))
        best = generate(blip.med, visual, vocabulary.decode, vocabulary.sep, settings)[0]
        written.append(join(vocabulary.words[i] for i in best.ids if i != vocabulary.sep))
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
    lines = captions(model.eval(), words, books, Settings(beams=5, max_tokens=20, length_penalty=0.8, no_repeat_ngram=2))
    near, far = agreement(teacher(lines), teacher(texts, max_tokens=48))
    print(f"{len(books)} captions: cosine {near:.3f} with their descriptions, {far:.3f} with others; "
          f"{unseen_things(lines, texts)} things said that no description names")
    if arguments.captions:
        for line, text in zip(lines, texts):
            print(f"{line} <- {text[:150]}")
