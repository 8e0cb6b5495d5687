"""Training samples of LLaVA: a conversation, and the evidence it is about (a sentence's embedding or a picture)."""

from __future__ import annotations

import random
from dataclasses import dataclass

from torch import Tensor

from . import easy_vqa
from .chat import Turn
from .instructions import YES_FIRST, caption_turn, conversation, detail_turn
from .objects import Negatives, with_article
from .pictures import Picture
from .sentence_questions import sentence
from .text_batches import SIBLINGS

DRAWING_QUESTIONS = 4
#: Shares of a batch: captions from text, conversations from text, described photographs, labelled ones, drawings.
MIX = {"caption": 0.48, "text": 0.19, "described": 0.14, "labelled": 0.04, "drawing": 0.15}


@dataclass(frozen=True)
class Sample:
    kind: str
    turns: list[Turn]
    #: Row of the sentence whose embedding is read, or the picture.
    evidence: int | Picture


class Samples:
    """Draws endless samples of the mix. The same seed draws the same ones."""

    def __init__(self, sentences: list[str], siblings: Tensor, pictures: list[Picture], seed: int,
                 yes_first: float = YES_FIRST) -> None:
        self.sentences, self.siblings, self.rng = sentences, siblings, random.Random(seed)
        self.negatives, self.yes_first = Negatives(sentences), yes_first
        self.described = [p for p in pictures if p.sentences]
        self.captioned = [p for p in self.described if p.captions]
        self.labelled = [p for p in pictures if p.label and p.record.dataset != easy_vqa.DATASET]
        self.drawings = [p for p in pictures if p.record.dataset == easy_vqa.DATASET]
        self.labels: dict[str, list[str]] = {}
        for picture in self.labelled:
            self.labels.setdefault(picture.record.dataset, []).append(picture.label)
        self.asked = easy_vqa.questions() if self.drawings else {}
        self.order: list[int] = []

    def draw(self, mix: dict[str, float] = MIX) -> Sample:
        kind = self.rng.choices(list(mix), list(mix.values()))[0]
        return getattr(self, f"of_{kind}")()

    def next_sentence(self) -> int:
        if not self.order:
            self.order = self.rng.sample(range(len(self.sentences)), len(self.sentences))
        return self.order.pop()

    def of_caption(self) -> Sample:
        """A caption to write; two times of five the evidence is a near sentence's, as in training of the MED."""
        index = self.next_sentence()
        read = int(self.siblings[index, self.rng.randrange(SIBLINGS)]) if self.rng.random() < 0.4 else index
        return Sample("caption", [caption_turn(self.sentences[index], self.rng)], read)

    def of_text(self) -> Sample:
        index = self.next_sentence()
        said = self.sentences[index]
        near = " ".join(self.sentences[int(i)] for i in self.siblings[index])
        turns = conversation(said, f"{said} {near}", self.negatives, self.rng, yes_first=self.yes_first)
        return Sample("text", turns or [caption_turn(said, self.rng)], index)

    def of_described(self) -> Sample:
        """A photograph's own sentences answer for details only: those that answer for captions set their style, and
        CapFilt's are plain."""
        picture = self.rng.choice(self.described)
        turns: list[Turn] = []
        if self.rng.random() < 0.4:
            turns.append(detail_turn([picture.sentences[0], *picture.captions[:1]], self.rng))
        said = " ".join(picture.sentences)
        turns += conversation(said, picture.text, self.negatives, self.rng, 2 if turns else 3, self.yes_first)
        return Sample("described", turns or [detail_turn(picture.sentences[:1], self.rng)], picture)

    def of_labelled(self) -> Sample:
        picture = self.rng.choice(self.labelled)
        others = [label for label in self.labels[picture.record.dataset] if label != picture.label]
        there = self.rng.random() < 0.5
        name = picture.label if there or not others else self.rng.choice(others)
        turns = [Turn(self.rng.choice(("What is this?", "What does the picture show?")), sentence(with_article(picture.label))),
                 Turn(f"Is this {with_article(name)}?", "Yes." if name == picture.label else "No.")]
        if picture.colour:
            turns.append(Turn(f"What colour is the {picture.label}?", sentence(picture.colour)))
        self.rng.shuffle(turns)
        return Sample("labelled", turns, picture)

    def of_drawing(self) -> Sample:
        picture = self.rng.choice(self.drawings)
        asked = self.asked[int(picture.record.path.stem)]
        some = self.rng.sample(asked, min(DRAWING_QUESTIONS, len(asked)))
        return Sample("drawing", [Turn(question.capitalize(), sentence(answer)) for question, answer in some], picture)
