"""What sentences say of a picture in which these things are seen: learnt from sentences alone.

A detector's likelihoods of 80 kinds of thing -> the mean embedding of the captions that name them. The squared error makes
it the conditional mean, so where the things say little it is short, and adds little to an embedding.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

from .detector import OBJECTS

EMBED, INNER = 384, 256


class Scene(nn.Module):
    """objects [b, 80], 0 to 1 -> [b, 384], of length 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Linear(OBJECTS, EMBED, bias=False)  # each thing's own part, started from its name
        self.inner, self.output = nn.Linear(OBJECTS, INNER), nn.Linear(INNER, EMBED)
        nn.init.zeros_(self.output.weight)
        nn.init.zeros_(self.output.bias)

    def forward(self, objects: Tensor) -> Tensor:
        return self.words(objects) + self.output(F.gelu(self.inner(objects)))
