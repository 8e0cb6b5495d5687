"""Trains the image embedding: image-text contrastive loss (ITC), text tower locked (LiT).

    python -m ocelli.train_itc            writes .work/itc.pt and the residuals, prints recall on held-out books and COCO-dev
    python -m ocelli.train_itc --trained  only the residuals, of the .work/itc.pt that is there
"""

from __future__ import annotations

import argparse
import math
import random

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .data.class_words import class_words
from .data.coco import coco_captions
from .data.pairs import Pair, pairs
from .data.records import read
from .features import features
from .model.eye import load_eye
from .model.text_tower import Teacher
from .model.vision_head import ImageEmbedding, start_from_classes
from .recall import recall
from .workspace import work

EPOCHS, BATCH, TEMPERATURE, RATE, SEED = 12, 256, 0.07, 1e-3, 2
#: Labelled photographs say little each: this share of a batch, the rest are described ones.
LABELLED_SHARE = 0.15
CAPTION_NEGATIVES = 512


def new_head(teacher: Teacher) -> ImageEmbedding:
    head = ImageEmbedding()
    start_from_classes(head, *load_eye().head(), class_words(teacher))
    head.scene.load_state_dict(torch.load(work("scene.pt")))
    head.scene.requires_grad_(False)
    return head


@torch.no_grad()
def evidence(head: ImageEmbedding, dataset: str) -> tuple[Tensor, ...]:
    """Of a set, cached: pooled features [n, v, 1280], the best patch's likelihood of classes [n, v, 1000] and things [n, v, 80]."""
    path = work("evidence", f"{dataset}.pt")
    if not path.exists():
        cached = features(dataset)
        out = [head.evidence(torch.from_numpy(np.asarray(views, np.float32))) for views in cached]
        torch.save(tuple(torch.stack(kind).half() for kind in zip(*out)), path)
    return torch.load(path)


class Sampler:
    """Random views and sentences of pairs, as tensors."""

    def __init__(self, items: list[Pair], head: ImageEmbedding, teacher: Teacher) -> None:
        self.items = items
        self.evidence = {d: evidence(head, d) for d in {p.record.dataset for p in items}}
        flat = [s for p in items for s in p.sentences]
        unique = list(dict.fromkeys(flat))  # A label has few phrasings, and each comes a thousand times.
        rows = {sentence: row for row, sentence in enumerate(unique)}
        self.texts = teacher(unique, max_tokens=48)[[rows[sentence] for sentence in flat]]
        self.starts = np.cumsum([0] + [len(p.sentences) for p in items]).tolist()

    def batch(self, chosen: list[int], augment: bool = True) -> tuple[list[Tensor], Tensor]:
        """The evidence of each kind, and the texts' embeddings."""
        seen, texts = [], []
        for i in chosen:
            pair = self.items[i]
            kinds = self.evidence[pair.record.dataset]
            view = random.randrange(kinds[0].shape[1]) if augment else 0
            seen.append([kind[pair.row, view] for kind in kinds])
            first, end = self.starts[i], self.starts[i + 1]
            texts.append(self.texts[first if not augment or random.random() < 0.4 else random.randrange(first, end)])
        return [torch.stack(kind).float() for kind in zip(*seen)], torch.stack(texts)


def train() -> None:
    torch.manual_seed(SEED)
    random.seed(SEED)
    teacher = Teacher()
    head = new_head(teacher)
    train_items, val_items = pairs("train"), [p for p in pairs("val") if p.described]
    sampler, val = Sampler(train_items, head, teacher), Sampler(val_items, head, teacher)
    described = [i for i, p in enumerate(train_items) if p.described]
    labelled = [i for i, p in enumerate(train_items) if not p.described]
    _, captions = coco_captions(teacher)
    optimizer = torch.optim.AdamW((p for p in head.parameters() if p.requires_grad), RATE, weight_decay=0.1)
    few = int(BATCH * LABELLED_SHARE)
    steps = EPOCHS * (len(described) // (BATCH - few))
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / 20) * 0.5 * (1 + math.cos(math.pi * step / steps))
        head.train()
        seen, texts = sampler.batch(random.sample(described, BATCH - few) + random.sample(labelled, few))
        image = head.embed(*seen)
        # Sentences that say the same are not negatives of each other.
        same = (texts @ texts.T > 0.95).float() * (1 - torch.eye(BATCH)) * -1e4
        logits = image @ texts.T / TEMPERATURE + same
        extra = image @ captions[torch.randint(0, len(captions), (CAPTION_NEGATIVES,))].T / TEMPERATURE
        target = torch.arange(BATCH)
        loss = (F.cross_entropy(torch.cat([logits, extra], 1), target) + F.cross_entropy(logits.T, target)) / 2
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 50 == 0 or step == steps - 1:
            print(f"step {step}/{steps} loss {loss.item():.3f} {report(head, val, teacher)}", flush=True)
    torch.save(head.state_dict(), work("itc.pt"))
    residuals(head.eval(), val)


@torch.no_grad()
def report(head: ImageEmbedding, val: Sampler, teacher: Teacher) -> str:
    head.eval()
    seen, texts = val.batch(list(range(len(val.items))), augment=False)
    coco = read("coco-dev")
    dev = head.embed(*(kind[:, 0].float() for kind in evidence(head, "coco-dev")))
    return f"books {recall(head.embed(*seen), texts)} coco-dev {recall(dev, teacher([r.captions[0] for r in coco]))}"


@torch.no_grad()
def residuals(head: ImageEmbedding, val: Sampler) -> None:
    """Image minus text embedding on held-out pairs: the noise that text-only training is given.

    Of what the first eye says alone: what the second adds is imagined from the sentence (`imagined.py`).
    """
    seen, texts = val.batch(list(range(len(val.items))), augment=False)
    torch.save(head.described(*seen[:2]) - texts, work("residuals.pt"))


def trained_residuals() -> None:
    teacher = Teacher()
    head = new_head(teacher)
    head.load_state_dict(torch.load(work("itc.pt")))
    residuals(head.eval(), Sampler([p for p in pairs("val") if p.described], head, teacher))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trained", action="store_true")
    (trained_residuals if parser.parse_args().trained else train)()
