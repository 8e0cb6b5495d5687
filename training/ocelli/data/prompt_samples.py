"""Training samples of BLIP-2's stage 2: mostly captions, several of one picture, its question varied or dropped."""

from __future__ import annotations

import random
from dataclasses import dataclass

from .branches import Branched, branched, chained
from .chat import ChatTemplate
from .instructions import caption_turn
from .llava_samples import Samples
from .pictures import Picture

#: Shares of a batch: captions of sentences and of photographs, conversations about both.
MIX = {"caption": 0.46, "photograph": 0.16, "text": 0.24, "described": 0.14}
#: Captions of one picture: the sentence's and its nearest ones', or those that CapFilt wrote for a photograph.
CAPTIONS = 3
#: The question is dropped, leaving the picture alone, this often.
PROMPT_DROPPED = 0.15


@dataclass(frozen=True)
class Seen:
    """What is read: the row of a sentence, or a picture; and the conversation about it."""

    evidence: int | Picture
    said: Branched


def draw(samples: Samples, template: ChatTemplate, rng: random.Random, mix: dict[str, float] = MIX) -> Seen:
    kind = rng.choices(list(mix), list(mix.values()))[0]
    if kind == "photograph":
        picture = rng.choice(samples.captioned)
        return captioned(picture, list(picture.captions[:CAPTIONS]), template, rng)
    if kind != "caption":
        sample = samples.draw({kind: 1.0})
        return Seen(sample.evidence, chained(template, sample.turns))
    index = samples.next_sentence()
    near = dict.fromkeys(int(i) for i in samples.siblings[index])
    rows = [index, *rng.sample([i for i in near if i != index], min(CAPTIONS - 1, len(near) - (index in near)))]
    return captioned(index, [samples.sentences[i] for i in rows], template, rng)


def captioned(evidence: int | Picture, captions: list[str], template: ChatTemplate, rng: random.Random) -> Seen:
    """One question, or none, and all the captions as its answers."""
    turns = [caption_turn(caption, rng) for caption in captions]
    question = "" if rng.random() < PROMPT_DROPPED else turns[0].question
    return Seen(evidence, branched(template, question, [turn.answer for turn in turns]))
