"""Checkpoints: model, vocabulary, memory and training state in one file, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import torch

from .model.blip import Blip, new_blip
from .model.vocabulary import Vocabulary


def save(path: Path, blip: Blip, vocabulary: Vocabulary, **state) -> None:
    partial = path.with_suffix(".partial")
    torch.save({"model": blip.state_dict(), "words": vocabulary.words, "decodable": vocabulary.decodable, **state}, partial)
    partial.rename(path)


def load_blip(path: Path) -> tuple[Blip, Vocabulary]:
    stored = torch.load(path, weights_only=False)
    vocabulary = Vocabulary(stored["words"], stored["decodable"])
    return assembled(stored["model"], vocabulary), vocabulary


def assembled(state: dict, vocabulary: Vocabulary) -> Blip:
    """The model that a state is of."""
    blip = new_blip(vocabulary, state["visual_tokens.memory.weight"])
    blip.load_state_dict(state)
    return blip.eval()
