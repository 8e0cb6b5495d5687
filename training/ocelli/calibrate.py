"""How much ITM, and a picture's hubness, should weigh beside ITC: recall on held-out books (and COCO-dev) over a grid of weights.

    python -m ocelli.calibrate --checkpoint .work/med/last.pt [--count 200]

The weights with the best mean recall on the books go into `export/pack_facts.py`.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .checkpoint import load_blip
from .data.pairs import pairs
from .data.records import read
from .features import features
from .model.blip import Blip
from .model.vocabulary import Vocabulary
from .recall import ranks
from .workspace import work

TOP = 16
WEIGHTS = (0.0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05)
HUBNESS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.35)


@torch.no_grad()
def scores(blip: Blip, vocabulary: Vocabulary, patches: Tensor, texts: list[str]) -> tuple[Tensor, Tensor, Tensor]:
    """ITC [n, n] (images by texts), ITM logit differences where either way ranks the pair in its top 16, hubness of the images [n]."""
    tokenizer = vocabulary.tokenizer(work("tokenizer"))
    enc = tokenizer(texts, padding=True, truncation=True, max_length=40, return_tensors="pt")
    ids, mask = enc["input_ids"], enc["attention_mask"]
    embedding, visual = blip.encode_image(patches)
    itc = embedding @ blip.med.text_encoder(ids, mask).T
    wanted = torch.zeros_like(itc, dtype=torch.bool)
    top = min(TOP, len(texts))
    wanted.scatter_(1, itc.topk(top, 1).indices, True)
    wanted.scatter_(0, itc.topk(top, 0).indices, True)
    itm = torch.full_like(itc, torch.nan)
    asked = ids.clone()
    asked[:, 0] = vocabulary.encode
    for image in range(len(itc)):
        chosen = wanted[image].nonzero()[:, 0]
        cross = [(k.expand(len(chosen), -1, -1, -1), v.expand(len(chosen), -1, -1, -1))
                 for k, v in blip.med.cross_key_values(visual[image:image + 1])]
        logits = blip.med.grounded_encoder(asked[chosen], mask[chosen], cross)
        itm[image, chosen] = logits[:, 1] - logits[:, 0]
    return itc, itm, blip.visual_tokens.hubness(embedding)


def reranked(itc: Tensor, score: Tensor) -> Tensor:
    """Rows re-ranked: the top 16 by ITC come first, ordered by the score; the others keep their order."""
    top = itc.topk(min(TOP, itc.shape[1]), 1).indices
    return (itc - 10.0).scatter(1, top, score.gather(1, top))


def recalls(itc: Tensor, itm: Tensor, hubness: Tensor, weight: float, hubness_weight: float) -> list[float]:
    """r1, r5, r10 image to text, then text to image, in percent."""
    score = itc + weight * itm - hubness_weight * hubness[:, None]
    both = (reranked(itc, score), reranked(itc.T, score.T))
    return [100 * float((ranks(s) <= k).float().mean()) for s in both for k in (1, 5, 10)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200)
    arguments = parser.parse_args()
    model, words = load_blip(arguments.checkpoint)
    held = [p for p in pairs("val") if p.described][:arguments.count]
    books = torch.stack([torch.from_numpy(np.asarray(features(p.record.dataset)[p.row, 0], np.float32)) for p in held])
    coco = read("coco-dev")
    dev = torch.from_numpy(np.asarray(features("coco-dev")[:, 0], np.float32))
    for name, seen, said in (("books", books, [p.sentences[0] for p in held]), ("coco-dev", dev, [r.captions[0] for r in coco])):
        itc, itm, hubness = scores(model, words, seen, said)
        print(f"{name}, {len(said)}: mean hubness {hubness.mean():.3f}")
        for weight, hubness_weight in product(WEIGHTS, HUBNESS):
            values = recalls(itc, itm, hubness, weight, hubness_weight)
            print(f"{name} itmWeight {weight} hubnessWeight {hubness_weight}: " + "/".join(f"{v:.1f}" for v in values[:3]) + " | "
                  + "/".join(f"{v:.1f}" for v in values[3:]) + f"  mean {sum(values) / 6:.1f}", flush=True)
