"""Trains LLaVA by the clock: the bridge's words, then the projection alone (stage 1), then projection and voice (stage 2).

    python -m ocelli.train_llava --minutes 65 [--blip .work/med/last.pt] [--resume] [--name llava]

Needs `ocelli.features`, `ocelli.train_itc`, `ocelli.plain_language` and a checkpoint of the MED. Checkpoints to .work/<name>/last.pt every four
minutes; with --resume it goes on from there for the minutes that were left.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from torch import Tensor

from .clocked import rate
from .data.chat import ChatTemplate, Rendered
from .data.coco import coco_captions
from .data.llava_samples import MIX, Sample, Samples
from .data.pictures import Evidence, pictures
from .data.text_batches import noisy, siblings
from .distillation import PlainLanguage
from .imagined import Imagined
from .llava_checkpoint import load_llava, new_llava, save_llava
from .llava_report import report
from .model.bridge import IMAGE_TOKENS
from .model.eye import OBJECTS
from .model.llava import Llava
from .model.text_tower import Teacher
from .model.voice import load_voice
from .precision import fast_products
from .train_words import PICTURE_NOISE, VIEWS, WordTrainer, word_report
from .workspace import work

BATCH, POOL, WARM_UP = 16, 16, 30
#: Conversations without a picture beside each batch.
PLAIN = 6
#: Shares of the time: the bridge's words, then the projection alone. The rest tunes the voice as well.
WORDS_SHARE, STAGE1_SHARE = 0.12, 0.08
RATE_BRIDGE, RATE_NORMS, RATE_BLOCKS = 1.5e-3, 2e-3, 5e-4
#: What the patch features say of words is learnt on beside the voice, so often a step (three times in the first 86 minutes).
SEEN_STEPS = 1
CHECKPOINT_SECONDS, REPORT_SECONDS = 120, 1500
#: Stage 1 learns captions only, as the paper's does.
CAPTIONS = {"caption": 0.85, "described": 0.15}


class Trainer:
    def __init__(self, llava: Llava, words: list[str], tokenizer, seed: int) -> None:
        self.llava, self.words, self.products = llava, words, fast_products()
        self.template = ChatTemplate(tokenizer, IMAGE_TOKENS)
        self.sentences, self.embeddings = coco_captions(Teacher())
        self.residuals = torch.load(work("residuals.pt"))
        self.imagined = Imagined(self.sentences)
        self.pictures, self.evidence = pictures("train"), Evidence(llava.image_embedding)
        self.samples = Samples(self.sentences, siblings(self.embeddings), self.pictures, seed)
        self.plain = PlainLanguage(load_voice(), self.template, json.loads(work("plain.json").read_text()), seed)
        self.queue: list[list[tuple[Sample, Rendered]]] = []
        self.word_trainer = WordTrainer(llava, words, self.sentences, self.embeddings, self.residuals, self.pictures, self.evidence)

    def show_words(self) -> None:
        held = pictures("val")
        books = [p for p in held if p.sentences][:150]
        drawn = [p for p in held if p.label and p.record.dataset == "easy-vqa-train"][:150]
        print(word_report(self.llava, self.words, self.evidence, {"books": books, "drawings": drawn}), flush=True)

    def batch(self, mix: dict[str, float]) -> list[tuple[Sample, Rendered]]:
        """Samples of about the same length share a batch."""
        if not self.queue:
            drawn = [self.samples.draw(mix) for _ in range(BATCH * POOL)]
            some = sorted(((s, self.template.render(s.turns)) for s in drawn), key=lambda pair: len(pair[1].ids))
            self.queue = [some[i:i + BATCH] for i in range(0, len(some), BATCH)]
            random.shuffle(self.queue)
        return self.queue.pop()

    @torch.no_grad()
    def word_evidence(self, batch: list[Sample]) -> tuple[Tensor, Tensor]:
        """What the memory recalls [b, 768] and how likely the visual words are [b, words]."""
        read = [i for i, s in enumerate(batch) if isinstance(s.evidence, int)]
        seen = [i for i, s in enumerate(batch) if not isinstance(s.evidence, int)]
        embedding, objects = torch.zeros(len(batch), self.embeddings.shape[1]), torch.zeros(len(batch), OBJECTS)
        if read:
            rows = [batch[i].evidence for i in read]
            of_sentences = noisy(self.embeddings[rows], self.residuals)
            embedding[read], objects[read] = self.imagined.seen(of_sentences, rows, self.llava.image_embedding.scene)
        of_cells = None
        if seen:
            of_pictures, of_cells, objects[seen] = self.evidence.of([batch[i].evidence for i in seen], VIEWS)
            embedding[seen] = noisy(of_pictures, self.residuals, PICTURE_NOISE)
        memory = self.llava.recalled(embedding)
        logits = self.llava.bridge.word_logits(memory, None)
        if of_cells is not None:
            logits[seen] += self.llava.bridge.seen_logits(of_cells)
        return memory, self.llava.bridge.with_things(logits, objects)

    def loss(self, batch: list[tuple[Sample, Rendered]]) -> Tensor:
        tokens = self.llava.bridge.tokens(*self.word_evidence([s for s, _ in batch]))
        with self.products:
            return self.llava.loss([r for _, r in batch], tokens)

    def plain_loss(self) -> Tensor:
        with self.products:
            return self.plain.loss(self.llava.voice, PLAIN)


def groups(llava: Llava) -> list[dict]:
    """The bridge but for its words, and what is open in the voice."""
    bridge = [p for n, p in llava.bridge.named_parameters() if p.requires_grad and not n.startswith(("said", "seen"))]
    opened = {n: p for n, p in llava.voice.named_parameters() if p.requires_grad}
    norms, blocks = ([p for n, p in opened.items() if ("norm" in n) == of_norms] for of_norms in (True, False))
    return [{"params": bridge, "base": RATE_BRIDGE}, {"params": norms, "base": RATE_NORMS}, {"params": blocks, "base": RATE_BLOCKS}]


def train(minutes: float, blip: Path, resume: bool, name: str, reporting: bool) -> None:
    path = work(name, "last.pt")
    stored = torch.load(path, weights_only=False) if resume and path.exists() else None
    llava, words, tokenizer = load_llava(path) if stored else new_llava(blip)
    spent, step = (stored["spent"], stored["step"]) if stored else (0.0, 0)
    torch.manual_seed(step)
    random.seed(step)
    trainer, total = Trainer(llava, words, tokenizer, seed=step), minutes * 60
    optimizer = torch.optim.AdamW(groups(llava), lr=RATE_BRIDGE, betas=(0.9, 0.98), weight_decay=0.0)
    if stored and "optimizer" in stored:  # A restored pack has none.
        optimizer.load_state_dict(stored["optimizer"])
    began = time.time() - spent
    if not stored:
        trainer.word_trainer.train(total * WORDS_SHARE)
    trainer.show_words()
    saved = reported = started = time.time()
    smooth: dict[str, float] = {}
    learnt = 0
    while (done := (time.time() - began) / total) < 1:
        stage1 = done < WORDS_SHARE + STAGE1_SHARE
        llava.voice.requires_grad_(False)
        if not stage1:
            for group in optimizer.param_groups[1:]:
                for parameter in group["params"]:
                    parameter.requires_grad_(True)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * rate(done, step, WARM_UP)
        batch = trainer.batch(CAPTIONS if stage1 else MIX)
        loss = trainer.loss(batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if not stage1:
            kept = trainer.plain_loss()
            kept.backward()
            smooth["plain"] = 0.97 * smooth.get("plain", kept.item()) + 0.03 * kept.item()
        torch.nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], 1.0)
        optimizer.step()
        for _ in range(SEEN_STEPS):
            trainer.word_trainer.step("seen", rate(done, step, WARM_UP))
        step, learnt = step + 1, learnt + sum(len(r.ids) for _, r in batch)
        smooth["loss"] = 0.97 * smooth.get("loss", loss.item()) + 0.03 * loss.item()
        if step % 10 == 0:
            print(f"step {step} {done:.1%} stage {1 if stage1 else 2} loss {smooth['loss']:.3f} plain {smooth.get('plain', 0):.3f} {trainer.word_trainer} "
                  f"{learnt / (time.time() - started):.0f} tokens/s", flush=True)
        now = time.time()
        if now - saved > CHECKPOINT_SECONDS:
            save_llava(path, llava, words, optimizer=optimizer.state_dict(), step=step, spent=now - began)
            trainer.show_words()
            saved = now
        if reporting and now - reported > REPORT_SECONDS:
            print(report(llava, trainer.template, trainer.sentences, count=26), flush=True)
            reported = time.time()
    save_llava(path, llava, words, optimizer=optimizer.state_dict(), step=step, spent=time.time() - began)
    if reporting:
        print(report(llava, trainer.template, trainer.sentences), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=65)
    parser.add_argument("--blip", type=Path, default=work("med", "last.pt"))
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--name", default="llava")
    parser.add_argument("--no-report", action="store_true", help="only train")
    arguments = parser.parse_args()
    train(arguments.minutes, arguments.blip, arguments.resume, arguments.name, not arguments.no_report)
