"""How much ITM should weigh beside ITC: recall on held-out books (and COCO-dev) over a grid of weights.

    python -m ocelli.calibrate --checkpoint .work/med/last.pt [--count 200]

The weight with the best mean recall on the books goes into `export/pack_facts.py`.
"""

from __future__ import annotations

import argparse
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
WEIGHTS = (0.0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2)


@torch.no_grad()
def scores(blip: Blip, vocabulary: Vocabulary, patches: Tensor, texts: list[str]) -> tuple[Tensor, Tensor]:
    """ITC [n, n] (images by texts), and ITM logit differences where either way ranks the pair in its top 16."""
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
    return itc, itm


def reranked(itc: Tensor, itm: Tensor, weight: float) -> Tensor:
    """Rows re-ranked: the top 16 by ITC come first, ordered by ITC + weight * ITM; the others keep their order."""
    top = itc.topk(min(TOP, itc.shape[1]), 1).indices
    out = itc - 10.0
    return out.scatter(1, top, itc.gather(1, top) + weight * itm.gather(1, top))


def recalls(itc: Tensor, itm: Tensor, weight: float) -> list[float]:
    """r1, r5, r10 image to text, then text to image, in percent."""
    both = (reranked(itc, itm, weight), reranked(itc.T, itm.T, weight))
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
        itc, itm = scores(model, words, seen, said)
        for weight in WEIGHTS:
            values = recalls(itc, itm, weight)
            print(f"{name} itmWeight {weight}: " + "/".join(f"{v:.0f}" for v in values[:3]) + " | "
                  + "/".join(f"{v:.0f}" for v in values[3:]) + f"  mean {sum(values) / 6:.1f}", flush=True)
