"""The likeliest things as visual tokens of their own: what the detector names, the decoder can read by name.

Each token is the name's embedding, projected as the memory's entries are and scaled by how likely the thing is, so a name
means what a caption with it means before anything is learnt.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from .detector import KINDS, OBJECTS
from .memory import VisualTokens
from .vision_head import EMBED, THINGS


class Things(nn.Module):
    """objects [b, 80], 0 to 1 -> tokens [b, 4, 384], the likeliest first."""

    def __init__(self, width: int = 384) -> None:
        super().__init__()
        self.names = nn.Parameter(torch.zeros(OBJECTS, EMBED), requires_grad=False)  # embeddings of the kinds' names
        self.role, self.sure = nn.Parameter(torch.randn(THINGS, width) * 0.02), nn.Parameter(torch.zeros(width))

    def name(self, embed: Callable[[list[str]], Tensor]) -> None:
        """embed: sentences -> embeddings [n, 384], as the memory's entries were made."""
        with torch.no_grad():
            self.names.copy_(embed(list(KINDS)))

    def forward(self, objects: Tensor, tokens: VisualTokens) -> Tensor:
        """tokens: its projection and norm are used here too."""
        best = objects.topk(THINGS, dim=-1)
        likely = best.values.unsqueeze(-1)
        named = tokens.projection(self.names[best.indices] * EMBED**0.5)
        return tokens.norm((named + self.sure) * likely + self.role)
