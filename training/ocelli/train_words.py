"""First stage of the bridge: which visual words a picture has, without the voice. A matter of minutes.

`said` learns from sentences alone (their noisy embeddings, as the captioner does); `seen` learns from photographs
with descriptions or labels, and from drawings, what the patch features add.
"""

from __future__ import annotations

import random
import time

import torch
import torch.nn.functional as F
from torch import Tensor

from .data import easy_vqa
from .data.pictures import Evidence, Picture
from .data.text_batches import noisy
from .data.visual_words import content_words, tokens
from .model.llava import Llava

TEXT_BATCH, RATE = 256, 1e-3
#: Of a batch of pictures: described ones, labelled ones, drawings.
DESCRIBED, LABELLED, DRAWN = 20, 8, 20
#: As many views of a picture are used: what the eye says of them is then mostly remembered.
VIEWS = 2
#: Residuals added to the image embeddings of training pairs, which the image head has seen.
PICTURE_NOISE = (0.3, 1.5)


class WordTargets:
    """Visual words of texts as multi-hot rows, and which words a picture's label says anything about."""

    def __init__(self, words: list[str], pictures: list[Picture]) -> None:
        self.row = {word: i for i, word in enumerate(words)}
        self.known: dict[str, Tensor] = {}
        for dataset in {p.record.dataset for p in pictures}:
            labelled = [p for p in pictures if p.record.dataset == dataset and p.label]
            told = {i for p in labelled for i in self.rows(f"{p.label} {p.colour}")}
            mask = torch.zeros(len(words))
            mask[list(told)] = 1.0
            self.known[dataset] = mask if labelled and dataset != easy_vqa.DATASET else torch.ones(len(words))

    def rows(self, text: str) -> list[int]:
        return [self.row[w] for w in content_words(text) if w in self.row]

    def hot(self, texts: list[str]) -> Tensor:
        out = torch.zeros(len(texts), len(self.row))
        for i, text in enumerate(texts):
            out[i, self.rows(text)] = 1.0
        return out

    def mask(self, pictures: list[Picture]) -> Tensor:
        """1 where a missing word means that the thing is not there [n, words]."""
        return torch.stack([self.known[p.record.dataset] for p in pictures])


def word_loss(logits: Tensor, target: Tensor, mask: Tensor | None = None) -> Tensor:
    """Binary cross-entropy summed over words, mean over pictures."""
    each = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return (each if mask is None else each * mask).sum(1).mean()


class WordTrainer:
    def __init__(self, llava: Llava, words: list[str], sentences: list[str], embeddings: Tensor, residuals: Tensor,
                 pictures: list[Picture], evidence: Evidence) -> None:
        self.llava, self.residuals, self.evidence = llava, residuals, evidence
        self.targets, self.embeddings = WordTargets(words, pictures), embeddings
        self.sentence_rows = [self.targets.rows(s) for s in sentences]
        drawn = [p for p in pictures if p.record.dataset == easy_vqa.DATASET and p.label and p.colour]
        described = [p for p in pictures if p.sentences]
        labelled = [p for p in pictures if p.label and p.record.dataset != easy_vqa.DATASET]
        self.groups = ((described, DESCRIBED), (labelled, LABELLED), (drawn, DRAWN))
        said, seen = ([p for n, p in llava.bridge.named_parameters() if n.startswith(part)] for part in ("said", "seen"))
        self.optimizer = torch.optim.AdamW([{"params": said, "weight_decay": 0.01}, {"params": seen, "weight_decay": 0.1}], RATE)
        self.losses = {"said": 0.0, "seen": 0.0}

    def said_loss(self) -> Tensor:
        chosen = torch.randint(0, len(self.embeddings), (TEXT_BATCH,))
        target = torch.zeros(TEXT_BATCH, len(self.targets.row))
        for i, index in enumerate(chosen.tolist()):
            target[i, self.sentence_rows[index]] = 1.0
        with torch.no_grad():
            memory = self.llava.recalled(noisy(self.embeddings[chosen], self.residuals))
        return word_loss(self.llava.bridge.word_logits(memory, None), target)

    def seen_loss(self) -> Tensor:
        chosen = [p for group, count in self.groups for p in random.sample(group, min(count, len(group)))]
        embedding, of_cells, _ = self.evidence.of(chosen, VIEWS)
        with torch.no_grad():
            already = self.llava.bridge.said(self.llava.recalled(noisy(embedding, self.residuals, PICTURE_NOISE)))
        logits = already + self.llava.bridge.seen_logits(F.dropout(of_cells, 0.3))
        return word_loss(logits, self.targets.hot([p.text for p in chosen]), self.targets.mask(chosen))

    def step(self, kind: str, rate: float) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = RATE * rate
        loss = self.said_loss() if kind == "said" else self.seen_loss()
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        self.losses[kind] = 0.95 * (self.losses[kind] or loss.item()) + 0.05 * loss.item()

    def train(self, seconds: float) -> None:
        """Sentences first, for 55 % of the time; then pictures, with sentences now and then."""
        began, step = time.time(), 0
        while (done := (time.time() - began) / seconds) < 1:
            self.step("said" if done < 0.55 or step % 6 == 0 else "seen", min(1.0, (step + 1) / 50) * max(0.05, 1 - done))
            step += 1
            if step % 100 == 0:
                print(f"words step {step} {done:.0%} {self}", flush=True)

    def __str__(self) -> str:
        return " ".join(f"{kind} {loss:.2f}" for kind, loss in self.losses.items())


@torch.no_grad()
def word_report(llava: Llava, words: list[str], evidence: Evidence, groups: dict[str, list[Picture]]) -> str:
    """Of the eight likeliest words: how many are in the texts; and of the texts' words: how many are among them."""
    lines = []
    for name, chosen in groups.items():
        embedding, of_cells, objects = evidence.of(chosen, views=1)
        row = {w: i for i, w in enumerate(words)}
        told = [{row[w] for w in tokens(p.text) if w in row and w in content_words(p.text)} for p in chosen]
        said = llava.bridge.word_logits(llava.recalled(embedding), None)
        seen = said + llava.bridge.seen_logits(of_cells)
        for told_by, logits in (("said alone", said), ("said and seen", seen), ("with things", llava.bridge.with_things(seen, objects))):
            best = logits.topk(8, -1).indices.tolist()
            right = sum(len(set(b) & t) for b, t in zip(best, told))
            lines.append(f"  {name} {told_by}: precision {right / (8 * len(told)):.3f}"
                         f" recall {right / max(1, sum(map(len, told))):.3f} | {' '.join(words[i] for i in best[0])}")
    return "\n".join(lines)
