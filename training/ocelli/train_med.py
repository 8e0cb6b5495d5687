"""Trains the MED: captions from text alone (LM), and pairs with their patches (LM, ITM), in one loop.

    python -m ocelli.train_med --steps 2500 [--quantised-from 2000] [--resume] [--rate 0.5] [--name med]

Needs `ocelli.features` and `ocelli.train_itc`. Checkpoints to .work/<name>/last.pt every few minutes.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils import parametrize

from . import checkpoint
from .data.coco import coco_captions
from .data.near_pairs import NearPairs
from .data.pairs import pair_embeddings, pairs
from .data.records import read
from .data.text_batches import MATCHING_NOISE, CaptionBatches, noisy, siblings
from .features import features
from .fresh_med import start
from .imagined import Imagined
from .losses import anchor_loss, itm_loss, lm_loss, match_loss
from .model.blip import Blip
from .model.eye import things_in
from .model.text_tower import Teacher
from .model.vocabulary import Vocabulary
from .quantisation import plain, train_quantised
from .validation import report
from .workspace import work

TEXT_BATCH, PHOTO_BATCH, PAIR_BATCH, MAX_WORDS = 64, 24, 16, 26
ANCHORS, ANCHOR_EVERY = 16, 5
CAPTION_WORDS = 16
#: Residuals added to the image embeddings of training pairs.
PHOTO_NOISE = (0.3, 1.5)
#: Ranks among a caption's nearest ones that count as hard negatives: nearer ones may be of the same photograph.
NEAR = (20, 120)
RATE_NEW, RATE_OLD = 5e-4, 1.5e-4
CHECKPOINT_SECONDS, REPORT_EVERY = 240, 400


def groups(blip: Blip) -> list[dict]:
    """New weights learn fast, MiniLM's slowly; the image embedding and the memory stay."""
    blip.image_embedding.requires_grad_(False)
    new = ("visual_tokens", "things", "cross_attention", "itm_head", "lm_")
    named = [(n, p) for n, p in blip.named_parameters() if p.requires_grad]
    fast = [p for n, p in named if any(part in n for part in new)]
    slow = [p for n, p in named if not any(part in n for part in new)]
    return [{"params": fast, "lr": RATE_NEW, "base": RATE_NEW}, {"params": slow, "lr": RATE_OLD, "base": RATE_OLD}]


def padded(sequences: list[list[int]], pad: int) -> tuple[Tensor, Tensor]:
    longest = max(map(len, sequences))
    ids = torch.tensor([s + [pad] * (longest - len(s)) for s in sequences])
    mask = torch.tensor([[1] * len(s) + [0] * (longest - len(s)) for s in sequences])
    return ids, mask


class Trainer:
    def __init__(self, blip: Blip, vocabulary: Vocabulary, teacher: Teacher) -> None:
        self.blip, self.vocabulary = blip, vocabulary
        tokenizer = vocabulary.tokenizer(work("tokenizer"))
        self.sentences, embeddings = coco_captions(teacher)
        self.captions = self.tokens(tokenizer, self.sentences)
        self.embeddings = embeddings
        self.batches = CaptionBatches(embeddings, siblings(embeddings), torch.load(work("residuals.pt")),
                                      [len(c) for c in self.captions], TEXT_BATCH)
        self.imagined = Imagined(self.sentences)
        self.items = pairs("train")
        self.item_tokens = [self.tokens(tokenizer, list(p.sentences)) for p in self.items]
        texts = [p.sentences[0] for p in self.items]
        self.item_embeddings = pair_embeddings(self.items, teacher)
        self.described = [i for i, p in enumerate(self.items) if p.described]
        self.near = NearPairs(self.item_embeddings[self.described])
        self.labelled = [i for i, p in enumerate(self.items) if not p.described]
        told = json.loads(work("capfilt.json").read_text())
        self.captioned = {i: self.tokens(tokenizer, told[texts[i]]) for i in self.described if told.get(texts[i])}
        self.features = {d: features(d) for d in {p.record.dataset for p in self.items}}

    def imagine(self, embeddings: Tensor, chosen: list[int]) -> tuple[Tensor, Tensor]:
        return self.imagined.seen(embeddings, chosen, self.blip.image_embedding.scene)

    def tokens(self, tokenizer, sentences: list[str]) -> list[list[int]]:
        plain_sentences = [s.strip().rstrip(".").strip() for s in sentences]
        return [ids[:MAX_WORDS] for ids in tokenizer(plain_sentences, add_special_tokens=False)["input_ids"]]

    def text_step(self) -> Tensor:
        """LM on captions whose visual tokens come from their own (or a sibling's) noisy text embedding."""
        v, (chosen, embedding) = self.vocabulary, self.batches.next()
        cross = self.blip.med.cross_key_values(self.blip.look(*self.imagine(embedding, chosen)))
        ids, _ = padded([[v.decode, *self.captions[i], v.sep] for i in chosen], v.pad)
        return lm_loss(self.blip.med, ids, cross, v.pad)

    def photo_step(self) -> Tensor:
        """LM on described photographs and the sentences that CapFilt wrote for them; half of them with their patches."""
        v, chosen = self.vocabulary, random.sample(list(self.captioned), PHOTO_BATCH)
        patches = torch.stack([self.patches(i) for i in chosen])
        embedding = self.embedding(patches, PHOTO_NOISE)
        written = [random.choice(self.captioned[i]) for i in chosen]
        ids, _ = padded([[v.decode, *t, v.sep] for t in written], v.pad)
        cross = self.blip.med.cross_key_values(self.blip.look(embedding, things_in(patches), patches if random.random() < 0.5 else None))
        return lm_loss(self.blip.med, ids, cross, v.pad)

    def embedding(self, patches: Tensor, noise: tuple[float, float]) -> Tensor:
        """Image embeddings as far off as those of new photographs: the head was trained on these very pairs."""
        with torch.no_grad():
            return noisy(self.blip.image_embedding.eval()(patches), self.batches.residuals, noise)

    def pair_step(self) -> tuple[Tensor, dict[str, float]]:
        """LM and ITM on photographs with their patches, and ITM on captions alone."""
        v, med = self.vocabulary, self.blip.med
        chosen = [self.described[row] for row in self.near.draw(PAIR_BATCH - 3)] + random.sample(self.labelled, 3)
        patches = torch.stack([self.patches(i) for i in chosen])
        embedding = self.embedding(patches, PHOTO_NOISE)
        with torch.no_grad():
            texts = self.item_embeddings[chosen]
            similarity, same = embedding @ texts.T, texts @ texts.T > 0.9
        cross = med.cross_key_values(self.blip.look(embedding, things_in(patches), patches))
        picked = [random.choice(self.item_tokens[i] + self.captioned.get(i, [])) for i in chosen]
        ids, mask = padded([[v.encode, *t, v.sep] for t in picked], v.pad)
        matched, accuracy = itm_loss(med, ids, mask, cross, similarity, same)
        # A short sentence reads like a caption, a long one like a description: each has its task token.
        starts = [v.decode if len(t) <= CAPTION_WORDS else v.describe for t in picked]
        written, _ = padded([[start, *t, v.sep] for start, t in zip(starts, picked)], v.pad)
        described = lm_loss(med, written, cross, v.pad)
        alone, alone_accuracy = self.caption_match()
        parts = {"itm": matched, "acc": accuracy, "pair_lm": described, "text_itm": alone, "text_acc": alone_accuracy}
        return matched + 0.3 * described + alone, {k: x.item() for k, x in parts.items()}

    def caption_match(self) -> tuple[Tensor, Tensor]:
        """ITM on captions alone: what the memory recalls of a caption, with it, and with a near but other one."""
        v, right = self.vocabulary, random.sample(range(len(self.captions)), PAIR_BATCH)
        near = (self.embeddings[right] @ self.embeddings.T).topk(NEAR[1], 1).indices
        wrong = [int(row[random.randrange(*NEAR)]) for row in near]
        visual = self.blip.look(*self.imagine(noisy(self.embeddings[right], self.batches.residuals, MATCHING_NOISE), right))
        cross = [(k.repeat(2, 1, 1, 1), x.repeat(2, 1, 1, 1)) for k, x in self.blip.med.cross_key_values(visual)]
        ids, mask = padded([[v.encode, *self.captions[i], v.sep] for i in [*right, *wrong]], v.pad)
        return match_loss(self.blip.med, ids, mask, cross, positives=len(right))

    def anchor_step(self) -> Tensor:
        """The text encoder stays where MiniLM was."""
        v, some = self.vocabulary, random.sample(range(len(self.captions)), ANCHORS)
        ids, mask = padded([[v.cls, *self.captions[i], v.sep] for i in some], v.pad)
        return anchor_loss(self.blip.med.text_encoder(ids, mask), self.embeddings[some])

    def patches(self, item: int) -> Tensor:
        pair = self.items[item]
        cached = self.features[pair.record.dataset]
        return torch.from_numpy(np.asarray(cached[pair.row, random.randrange(cached.shape[1])], np.float32))


def train(steps: int, quantised_from: int, pairs_every: int, photos_every: int, resume: bool, rate: float, name: str) -> None:
    torch.manual_seed(0)
    random.seed(0)
    teacher, path = Teacher(), work(name, "last.pt")
    stored = torch.load(path, weights_only=False) if resume and path.exists() else None
    blip, vocabulary = checkpoint.load_blip(path) if stored else start(teacher)
    trainer = Trainer(blip, vocabulary, teacher)
    optimizer = torch.optim.AdamW(groups(blip), weight_decay=0.01, betas=(0.9, 0.98))
    first = 0
    if stored:
        first = stored["step"]
        if "optimizer" in stored:  # A restored pack has none.
            optimizer.load_state_dict(stored["optimizer"])
        torch.manual_seed(first)
        random.seed(first)
    coco, quantising, saved, began = read("coco-dev"), False, time.time(), time.time()
    smooth: dict[str, float] = {}
    for step in range(first, steps):
        if step >= quantised_from and not quantising:
            quantising = True
            train_quantised(blip.med)
        for group in optimizer.param_groups:
            group["lr"] = rate * group["base"] * min(1, (step + 1) / 100) * max(0.03, 0.5 * (1 + math.cos(math.pi * step / steps)))
        blip.train()
        optimizer.zero_grad()
        with parametrize.cached():
            loss = trainer.text_step()
        parts = {"lm": loss.item()}
        loss.backward()
        if photos_every and step % photos_every == 0:
            with parametrize.cached():
                loss = trainer.photo_step()
            loss.backward()
            parts["photo"] = loss.item()
        if step % ANCHOR_EVERY == 0:
            with parametrize.cached():
                loss = trainer.anchor_step()
            parts["anchor"] = loss.item()
            (5 * loss).backward()
        if pairs_every and step % pairs_every == pairs_every - 1:
            with parametrize.cached():
                loss, more = trainer.pair_step()
            loss.backward()
            parts |= more
        torch.nn.utils.clip_grad_norm_(blip.parameters(), 1.0)
        optimizer.step()
        smooth |= {k: v if k not in smooth else 0.97 * smooth[k] + 0.03 * v for k, v in parts.items()}
        if step % 25 == 24:
            print(f"step {step + 1}/{steps} {(time.time() - began) / (step + 1 - first):.2f} s/step "
                  + " ".join(f"{k} {v:.3f}" for k, v in smooth.items()), flush=True)
        last = step == steps - 1
        if last or step % REPORT_EVERY == REPORT_EVERY - 1:
            with parametrize.cached():
                print(report(blip, vocabulary, coco), flush=True)
        if last or time.time() - saved > CHECKPOINT_SECONDS and not quantising:
            if last and quantising:
                plain(blip)
            checkpoint.save(path, blip, vocabulary, step=step + 1, optimizer=optimizer.state_dict())
            saved = time.time()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=2500)
    parser.add_argument("--quantised-from", type=int, default=10**9)
    parser.add_argument("--pairs-every", type=int, default=3, help="0: captions alone")
    parser.add_argument("--photos-every", type=int, default=0, help="LM on CapFilt's sentences; they make captions plainer")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--rate", type=float, default=1.0, help="of the learning rates; less where a trained model goes on")
    parser.add_argument("--name", default="med")
    arguments = parser.parse_args()
    train(arguments.steps, arguments.quantised_from, arguments.pairs_every, arguments.photos_every, arguments.resume,
          arguments.rate, arguments.name)
