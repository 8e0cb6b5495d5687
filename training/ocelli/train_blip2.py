"""Trains BLIP-2's stage 2 by the clock: the Q-Former's queries as a soft prompt of LLaVA's voice, which stays frozen. What people
said teaches it, and what the same voice says behind LLaVA's bridge.

    python -m ocelli.train_blip2 --minutes 38 --llava .work/llava/last.pt [--resume] [--rate 0.5] [--name qformer]

Needs `ocelli.train_qformer`'s stage1.pt. Writes .work/<name>/stage2.pt.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from .bridge_teacher import BridgeTeacher
from .clocked import train_by_the_clock
from .data.borrowed import Borrowed
from .data.branches import Branched
from .data.chat import ChatTemplate
from .data.coco import coco_captions
from .data.instructions import CAPTION
from .data.llava_samples import Samples
from .data.pictures import pictures
from .data.prompt_samples import Seen, draw
from .data.text_batches import noisy, siblings
from .llava_checkpoint import load_llava
from .imagined import Imagined
from .losses import divergence
from .model.blip2 import Blip2, fit_size, target_logits
from .model.eye import PATCHES, things_in
from .model.qformer import QUERIES
from .model.text_tower import Teacher
from .own_captions import own_captions
from .qformer_checkpoint import load_blip2, load_stage1, new_blip2, save_blip2
from .train_med import PHOTO_NOISE
from .train_qformer import groups, patches_of
from .workspace import work

BATCH, POOL = 16, 16
RATE_NEW, RATE_OLD = 1e-3, 2e-4
NEW = ("queries", "projection", "words")
#: How often a batch's photographs are seen without patches; else with this many of 81 at least.
PATCHES_DROPPED, LEAST_PATCHES = 0.25, 20
#: LLaVA's 0.85 made it say "yes" to 64 of 100 questions about the held-out books; 0.6, with a teacher, to 35 about COCO-dev.
YES_FIRST = 0.75
#: How often a batch's sentences have patches of photographs like them, so that patches are nothing unusual.
BORROWED = 0.5
#: What people said counts so much beside what LLaVA's bridge makes the voice say.
LM = 0.4
#: Every so many steps the teacher corrects what the student itself says of the pictures instead.
OWN_EVERY = 3
#: So often of photographs alone, whether anything is known of them or not.
OWN_PHOTOGRAPHS = 0.5


class Stage2Batches:
    def __init__(self, blip2: Blip2, teacher: BridgeTeacher, template: ChatTemplate, seed: int) -> None:
        self.blip2, self.teacher, self.template, self.rng = blip2, teacher, template, random.Random(seed)
        sentences, self.embeddings = coco_captions(Teacher())
        self.imagined = Imagined(sentences)
        self.residuals = torch.load(work("residuals.pt"))
        self.samples = Samples(sentences, siblings(self.embeddings), pictures("train"), seed, YES_FIRST)
        self.photographs = self.samples.described + self.samples.labelled
        self.borrowed = Borrowed(self.samples.described, blip2.sight.image_embedding)
        self.queue: list[list[Seen]] = []

    def batch(self) -> list[Seen]:
        """Samples of about the same length share a batch."""
        if not self.queue:
            drawn = sorted((draw(self.samples, self.template, self.rng) for _ in range(BATCH * POOL)), key=lambda s: len(s.said.ids))
            self.queue = [drawn[i:i + BATCH] for i in range(0, len(drawn), BATCH)]
            self.rng.shuffle(self.queue)
        return self.queue.pop()

    def tokens(self, batch: list[Seen]) -> tuple[Tensor, Tensor]:
        """Image tokens, the student's [b, 32, hidden] and its teacher's [b, 12, hidden]: sentences by their noisy embeddings,
        pictures with their patches."""
        of_text = [i for i, s in enumerate(batch) if isinstance(s.evidence, int)]
        of_pictures = [i for i in range(len(batch)) if i not in set(of_text)]
        order, parts = torch.tensor([*of_text, *of_pictures]).argsort(), []
        if of_text:
            parts.append(self.of_sentences([batch[i].evidence for i in of_text]))
        if of_pictures:
            parts.append(self.of_photographs(torch.stack([patches_of(batch[i].evidence) for i in of_pictures])))
        looked, taught = zip(*parts)
        return torch.cat([self.blip2.tokens(seen) for seen in looked])[order], torch.cat(taught)[order]

    def of_sentences(self, rows: list[int]) -> tuple[Tensor, Tensor]:
        """What is seen behind sentences [b, 23 (+ some), 384], now and then with the patches of photographs like them, and the
        teacher's tokens."""
        embedding = noisy(self.embeddings[rows], self.residuals)
        seen = self.imagined.seen(embedding, rows, self.blip2.sight.image_embedding.scene)
        taught = self.teacher.tokens(*seen)
        if self.rng.random() >= BORROWED:
            return self.blip2.sight.look(*seen), taught
        patches = torch.stack([patches_of(picture) for picture in self.borrowed.of(embedding)])
        return self.some(self.blip2.sight.look(*seen, patches, borrowed=True)), taught

    def of_photographs(self, patches: Tensor) -> tuple[Tensor, Tensor]:
        """Patches [b, 81, 1360] -> what is seen [b, 23 + some, 384], by an embedding as far off as a new photograph's, and the
        teacher's tokens.

        Now and then without patches, else with some of them: were they always there, they would tell how descriptions
        of photographs are worded (as captions are not), and whose photograph it is."""
        embedding = noisy(self.blip2.sight.image_embedding(patches), self.residuals, PHOTO_NOISE)
        with_patches = self.rng.random() >= PATCHES_DROPPED
        seen = self.blip2.sight.look(embedding, things_in(patches), patches if with_patches else None)
        return self.some(seen) if with_patches else seen, self.teacher.tokens(embedding, things_in(patches), patches)

    def some(self, seen: Tensor) -> Tensor:
        """What is seen, with some of its patches."""
        first = seen.shape[1] - PATCHES
        kept = self.rng.sample(range(first, seen.shape[1]), self.rng.randint(LEAST_PATCHES, PATCHES))
        return seen[:, [*range(first), *sorted(kept)]]

    def losses(self, step: int) -> dict[str, Tensor]:
        if step % OWN_EVERY == OWN_EVERY - 1:
            return self.own_losses()
        batch = self.batch()
        logits, said, corrected = self.corrected([s.said for s in batch], *self.tokens(batch))
        return {"lm": LM * F.cross_entropy(logits, said), "taught": corrected}

    def own_losses(self) -> dict[str, Tensor]:
        """Of captions that the student writes itself."""
        of_photographs = self.rng.random() < OWN_PHOTOGRAPHS
        tokens, taught = self.any_photographs() if of_photographs else self.tokens(self.batch())
        samples = own_captions(self.blip2.voice, self.template, tokens, CAPTION)
        return {"own photographs" if of_photographs else "own": self.corrected(samples, tokens, taught)[2]}

    def any_photographs(self) -> tuple[Tensor, Tensor]:
        """Image tokens of photographs, the student's and its teacher's, as `tokens` gives them."""
        looked, taught = self.of_photographs(torch.stack([patches_of(picture) for picture in self.rng.sample(self.photographs, BATCH)]))
        return self.blip2.tokens(looked), taught

    def corrected(self, samples: list[Branched], tokens: Tensor, taught: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What the student would say at each target [targets, words], what was said [targets], and how far the first is from
        the teacher's."""
        logits, said = target_logits(self.blip2.voice, samples, tokens)
        return logits, said, divergence(self.teacher.log_likelihoods(samples, taught), logits.float())


def train(minutes: float, llava_checkpoint: Path, resume: bool, name: str, factor: float) -> None:
    path = work(name, "stage2.pt")
    llava, _, tokenizer = load_llava(llava_checkpoint)
    stored = torch.load(path, weights_only=False) if resume and path.exists() else None
    if stored:
        blip2, vocabulary = load_blip2(path, llava.voice)
    else:
        stage1, _, vocabulary = load_stage1(work(name, "stage1.pt"))
        blip2 = new_blip2(stage1, llava.voice)
    seed = stored["step"] if stored else 0
    random.seed(seed)
    torch.manual_seed(seed)
    batches = Stage2Batches(blip2, BridgeTeacher(llava), ChatTemplate(tokenizer, QUERIES), seed)
    if not stored:
        fit_size(blip2, blip2.sight.look(batches.embeddings[:16], batches.imagined(list(range(16)))))
    blip2.train()
    optimizer = torch.optim.AdamW(groups(blip2, NEW, factor * RATE_NEW, factor * RATE_OLD), RATE_OLD, betas=(0.9, 0.98), weight_decay=0.01)
    train_by_the_clock(optimizer, minutes, batches.losses, lambda **state: save_blip2(path, blip2, vocabulary, **state), stored, "stage 2")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=38)
    parser.add_argument("--llava", type=Path, default=work("llava", "last.pt"))
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--name", default="qformer")
    parser.add_argument("--rate", type=float, default=1.0, help="of the usual learning rates: less for a pack restored")
    arguments = parser.parse_args()
    train(arguments.minutes, arguments.llava, arguments.resume, arguments.name, arguments.rate)
