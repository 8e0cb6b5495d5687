"""Brings LLaVA's voice back to the published one where there is no picture, and leaves it as it is where there is one.

    python -m ocelli.keep_language --minutes 40 [--llava .work/llava/last.pt] [--resume] [--name kept]

Two teachers, both by distillation: the published voice for plain language, the voice as it was for answers about pictures. The
bridge stays, so that BLIP-2, whose queries stand before the same voice, stays too. Needs `ocelli.plain_language`. Writes .work/<name>/last.pt.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
from pathlib import Path

import torch
from torch import Tensor

from .clocked import train_by_the_clock
from .data.llava_samples import MIX
from .distillation import PlainLanguage, strayed
from .llava_checkpoint import load_llava, save_llava
from .train_llava import Trainer, groups
from .workspace import work

#: Conversations of a step without a picture; those with one are `train_llava.BATCH`.
PLAIN = 16
#: Of the learning rates of `train_llava`.
RATE = 0.2
#: Every so many questions one is kept apart, to see what is kept of those not trained on.
APART = 12


class Kept:
    def __init__(self, trainer: Trainer, apart: PlainLanguage) -> None:
        self.trainer, self.apart = trainer, apart
        self.before = copy.deepcopy(trainer.llava.voice).requires_grad_(False)

    def losses(self, step: int) -> dict[str, Tensor]:
        voice, batch = self.trainer.llava.voice, self.trainer.batch(MIX)
        with torch.no_grad():
            tokens = self.trainer.llava.bridge.tokens(*self.trainer.word_evidence([s for s, _ in batch]))
        if step % 10 == 0:
            with torch.no_grad():
                print(f"apart {self.apart.loss(voice, PLAIN).item():.4f}", flush=True)
        return {"plain": self.trainer.plain.loss(voice, PLAIN), "pictured": strayed(voice, self.before, [r for _, r in batch], tokens)}


def keep(minutes: float, checkpoint: Path, resume: bool, name: str) -> None:
    path = work(name, "last.pt")
    stored = torch.load(path, weights_only=False) if resume and path.exists() else None
    llava, words, tokenizer = load_llava(checkpoint)
    seed = stored["step"] if stored else 0
    random.seed(seed)
    torch.manual_seed(seed)
    trainer = Trainer(llava, words, tokenizer, seed)
    said = json.loads(work("plain.json").read_text())
    published, template = trainer.plain.published, trainer.template
    trainer.plain = PlainLanguage(published, template, [row for i, row in enumerate(said) if i % APART], seed)
    kept = Kept(trainer, PlainLanguage(published, template, said[::APART], seed))
    if stored:
        llava.voice.load_state_dict(stored["voice"], strict=False)
    tuned = [{**group, "base": RATE * group["base"]} for group in groups(llava)[1:]]
    optimizer = torch.optim.AdamW(tuned, lr=0.0, betas=(0.9, 0.98), weight_decay=0.0)
    train_by_the_clock(optimizer, minutes, kept.losses, lambda **state: save_llava(path, llava, words, **state), stored, "kept")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--llava", type=Path, default=work("llava", "last.pt"))
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--name", default="kept")
    arguments = parser.parse_args()
    keep(arguments.minutes, arguments.llava, arguments.resume, arguments.name)
