"""Content words that photographs are described with: the words image tokens can mean."""

from __future__ import annotations

import re
from collections import Counter

import torch
from torch import Tensor

from ..model.detector import KINDS, OBJECTS
from .class_words import class_names
from .easy_vqa import COLOURS, SHAPES

NUMBERS = ("one", "two", "three", "four", "five", "six")
#: Colours a pixel can be called, beside those of the drawings.
MORE_COLOURS = ("white", "orange", "pink", "purple")
#: Words that say nothing about what is seen.
EMPTY = frozenset("""a an the and or of to in on at by for from with without into onto over under up down off out as is are was
were be been being has have had having do does doing it its this that these those there here his her their them they he she
him who which what where while when some any each other another all both no not very very more most much many such than then
so if but can could will would may near next behind front top side back left right inside outside around through between along
across above below beside together set sets shown shows showing seen view image photo photograph picture pictured close
several various different few lot lots one's someone something it's there's you your we our i my get gets getting also just
like using use used made make makes make taking take takes taken put puts placed place another's via per own t s""".split())

#: Kinds of thing whose own name is no single word, and the visual word that comes nearest.
ONE_WORD = {
    "dining table": "table", "cell phone": "phone", "potted plant": "plant", "teddy bear": "bear", "fire hydrant": "hydrant", "stop sign": "sign",
    "traffic light": "traffic", "wine glass": "glass", "sports ball": "ball", "tennis racket": "racket", "baseball bat": "bat",
    "baseball glove": "glove", "tv": "television", "parking meter": "meter",
}


def things_of(words: list[str]) -> Tensor:
    """The kind of thing that each visual word names, or OBJECTS where it names none [words]."""
    kinds = {ONE_WORD.get(kind, kind): i for i, kind in reversed(list(enumerate(KINDS)))}
    return torch.tensor([kinds.get(word, OBJECTS) for word in words])


def tokens(text: str) -> list[str]:
    return re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower())


def content_words(text: str) -> list[str]:
    """The words of a sentence that say what is seen, in order, each once."""
    return list(dict.fromkeys(word for word in tokens(text) if word not in EMPTY and len(word) > 1))


def visual_words(texts: list[str], least: int = 12) -> list[str]:
    """Words in at least `least` texts, and in any case colours, shapes and numbers; most frequent first."""
    counts = Counter(word for text in texts for word in content_words(text))
    always = (*COLOURS, *MORE_COLOURS, *SHAPES, *NUMBERS)
    named = {word for name in class_names() for word in tokens(name) if counts[word] >= 3}
    chosen = {w for w, n in counts.items() if n >= least} | set(always) | named
    return sorted(chosen, key=lambda w: (-counts[w], w))
