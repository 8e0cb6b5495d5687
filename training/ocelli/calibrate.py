"""How much ITM and the querybank should weigh beside ITC: recall on held-out photographs over a grid of weights.

    python -m ocelli.calibrate --checkpoint .work/med/last.pt [--count 200] [--pack ../public/packs/ocelli-blip]

Of photographs of the held-out books, each among all of them; and of COCO-dev's in a crowd: each sentence and each photograph
among 84 others, 59 of them sentences of COCO's that were trained on and photographs of the books. With --pack the eye and the
banks are those that ship, else the eye is not quantised and the banks are what the training pairs give. The weights that are
good for both, with either, go into `export/pack_facts.py`.
"""

from __future__ import annotations

import argparse
import random
from itertools import product
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .checkpoint import load_blip
from .data.coco import coco_captions
from .data.pairs import pairs
from .data.records import Record, read
from .data.views import load, pixel_values, squash
from .features import features
from .model.eye import Eye, folded, load_eye
from .model.text_tower import Teacher
from .pair_scores import PairScores, Weights, pair_scores
from .quantisation import quantised_copy, vision_scheme
from .querybank import fitted, shipped

ITM = (0.0, 0.005, 0.0075, 0.01, 0.02)
IMAGES = (0.0, 0.3, 0.4, 0.5)
TEXTS = (0.0, 0.5, 0.7, 0.9)
#: Others among which COCO-dev's are, and sentences of each of its photographs.
CROWD, SENTENCES = 59, 5


def cached(dataset: str, rows: list[int]) -> Tensor:
    """What the eye sees of whole photographs [n, 81, 1360], not quantised."""
    return torch.from_numpy(np.asarray(features(dataset)[rows, 0], np.float32))


@torch.no_grad()
def seen(eye: Eye, records: list[Record]) -> Tensor:
    return torch.cat([eye(torch.from_numpy(pixel_values(squash(load(r.path))))[None]) for r in records])


def report(name: str, sets: list[PairScores], count: int) -> None:
    images, texts = (torch.cat([getattr(s, part).flatten() for s in sets]).mean() for part in ("images", "texts"))
    print(f"{name}, {count} of {len(sets[0].itc)}: mean of the querybank's images {images:.3f}, texts {texts:.3f}")
    for weights in (Weights(*each) for each in product(ITM, IMAGES, TEXTS)):
        values = np.mean([s.recalls(weights, count) for s in sets], 0)
        print(f"{name} {weights}: " + "/".join(f"{v:.1f}" for v in values[:3]) + " | " + "/".join(f"{v:.1f}" for v in values[3:])
              + f"  mean {values.mean():.1f}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--pack", type=Path, help="whose banks are used, and the eye as it is quantised")
    arguments = parser.parse_args()
    model, words = load_blip(arguments.checkpoint)
    held, coco = [p for p in pairs("val") if p.described][:arguments.count], read("coco-dev")
    if arguments.pack:
        bank, eye = shipped(arguments.pack, model), quantised_copy(folded(load_eye()), vision_scheme)
        books, dev = seen(eye, [p.record for p in held]), seen(eye, coco)
    else:
        bank = fitted(model, words)
        books, dev = torch.cat([cached(p.record.dataset, [p.row]) for p in held]), cached("coco-dev", list(range(len(coco))))
    report("books", [pair_scores(model, words, bank, books, [p.sentences[0] for p in held])], len(held))
    (sentences, _), sets = coco_captions(Teacher()), []
    for k in range(SENTENCES):
        rng = random.Random(k)
        photographs = torch.cat([dev, books[rng.sample(range(len(books)), CROWD)]])
        sets.append(pair_scores(model, words, bank, photographs, [r.captions[k] for r in coco] + rng.sample(sentences, CROWD)))
    report("coco-dev in a crowd", sets, len(coco))
