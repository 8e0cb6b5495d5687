"""Trains BLIP-2's Q-Former: representation learning on pairs (stage 1), then the soft prompt of the voice (stage 2).

    python -m ocelli.train_qformer --stage 1 --steps 4000 [--resume]
    python -m ocelli.train_qformer --stage 2 --steps 2000 [--resume]

Needs `ocelli.features`; stage 2 starts from stage 1's checkpoint. Checkpoints to .work/qformer/stage<N>.pt.
"""

from __future__ import annotations

import argparse
import math
import random
import time

import numpy as np
import torch
from torch import Tensor

from .data.chat import ChatTemplate, Turn
from .data.coco import coco_captions
from .data.instructions import caption_turn
from .data.pairs import pairs
from .data.pictures import Picture, pictures
from .features import features
from .model.blip2 import Blip2, fit_size
from .model.qformer import QUERIES, QFormer, start_qformer
from .model.text_tower import Teacher, load_bert
from .model.vocabulary import Vocabulary, build
from .model.voice import load_tokenizer, load_voice
from .qformer_losses import stage1_losses
from .train_med import MAX_WORDS, padded
from .workspace import work

BATCH = {1: 24, 2: 12}
RATE = {1: 2e-4, 2: 5e-4}
CHECKPOINT_SECONDS = 240
#: Stage 2 drops the question, leaving the picture alone, this often (the paper varies its prompts likewise).
PROMPT_DROPPED = 0.2


def new_qformer(vocabulary: Vocabulary) -> QFormer:
    torch.manual_seed(0)
    qformer = QFormer(len(vocabulary.words))
    start_qformer(qformer, load_bert(), vocabulary.order)
    return qformer


def patches_of(chosen: list[Picture]) -> Tensor:
    """Patch features [n, 81, 1280] of a random view of each picture."""
    cached = [features(p.record.dataset) for p in chosen]
    return torch.stack([torch.from_numpy(np.asarray(f[p.row, random.randrange(f.shape[1])], np.float32)) for f, p in zip(cached, chosen)])


class Stage1:
    def __init__(self, qformer: QFormer, vocabulary: Vocabulary, chosen: list[Picture], teacher: Teacher) -> None:
        self.qformer, self.vocabulary, self.pictures = qformer, vocabulary, chosen
        self.tokenizer = vocabulary.tokenizer(work("tokenizer"))
        self.embeddings = teacher([p.sentences[0] for p in chosen])

    def loss(self, batch: int) -> tuple[Tensor, dict[str, float]]:
        v, index = self.vocabulary, random.sample(range(len(self.pictures)), batch)
        chosen = [self.pictures[i] for i in index]
        texts = [random.choice(p.sentences + p.captions) for p in chosen]
        tokens = self.tokenizer(texts, add_special_tokens=False)["input_ids"]
        ids, words = padded([[v.cls, *t[:MAX_WORDS], v.sep] for t in tokens], v.pad)
        same = self.embeddings[index] @ self.embeddings[index].T > 0.9
        losses = stage1_losses(self.qformer, patches_of(chosen), ids, words, same, v.decode)
        return sum(losses.values()), {name: loss.item() for name, loss in losses.items()}


class Stage2:
    def __init__(self, blip2: Blip2, template: ChatTemplate, chosen: list[Picture]) -> None:
        self.blip2, self.template, self.pictures, self.rng = blip2, template, chosen, random.Random(0)

    def turn(self, picture: Picture) -> Turn:
        turn = caption_turn(self.rng.choice(picture.captions or picture.sentences), self.rng)
        return Turn("", turn.answer) if self.rng.random() < PROMPT_DROPPED else turn

    def loss(self, batch: int) -> tuple[Tensor, dict[str, float]]:
        chosen = random.sample(self.pictures, batch)
        loss = self.blip2.loss([self.template.render([self.turn(p)]) for p in chosen], patches_of(chosen))
        return loss, {"lm": loss.item()}


def train(stage: int, steps: int, resume: bool) -> None:
    random.seed(0)
    teacher, path = Teacher(), work("qformer", f"stage{stage}.pt")
    stored = torch.load(path, weights_only=False) if resume and path.exists() else None
    before = torch.load(work("qformer", "stage1.pt"), weights_only=False) if stage == 2 and not stored else None
    source = stored or before
    vocabulary = Vocabulary(source["words"], source["decodable"]) if source else build(
        coco_captions(teacher)[0] * 2 + [s for p in pairs("train") for s in p.sentences], least=4)
    qformer, described = new_qformer(vocabulary), [p for p in pictures("train") if p.sentences]
    if stage == 1:
        model, learner = qformer, Stage1(qformer, vocabulary, described, teacher)
    else:
        if before:
            qformer.load_state_dict(before["model"])
        model = Blip2(qformer, load_voice())
        if before:
            fit_size(model, patches_of(described[:8]))
        learner = Stage2(model, ChatTemplate(load_tokenizer(), QUERIES), described)
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], RATE[stage], weight_decay=0.05)
    first = 0
    if stored:
        model.load_state_dict(stored["model"], strict=False)
        optimizer.load_state_dict(stored["optimizer"])
        first = stored["step"]
    saved, smooth = time.time(), {}
    model.train()
    for step in range(first, steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE[stage] * min(1, (step + 1) / 100) * max(0.03, 0.5 * (1 + math.cos(math.pi * step / steps)))
        loss, parts = learner.loss(BATCH[stage])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        smooth |= {k: 0.97 * smooth.get(k, v) + 0.03 * v for k, v in parts.items()}
        if step % 25 == 24:
            print(f"stage {stage} step {step + 1}/{steps} " + " ".join(f"{k} {v:.3f}" for k, v in smooth.items()), flush=True)
        if step == steps - 1 or time.time() - saved > CHECKPOINT_SECONDS:
            trained = {k: t for k, t in model.state_dict().items() if not k.startswith("voice.")}
            partial = path.with_suffix(".partial")
            torch.save({"model": trained, "words": vocabulary.words, "decodable": vocabulary.decodable,
                        "optimizer": optimizer.state_dict(), "step": step + 1}, partial)
            partial.rename(path)
            saved = time.time()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage", type=int, choices=(1, 2), required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--resume", action="store_true")
    arguments = parser.parse_args()
    train(arguments.stage, arguments.steps, arguments.resume)
