"""What the Q-Former looks at: the BLIP pack's frozen visual tokens, and the image embedding itself.

One token of the embedding, ten of what the memory recalls of it, the four likeliest things, then the 81 patches where there
are any. What the memory recalls alone finds a book's photograph by its text less often (recall@1 22 of 100 against 36).
"""

from __future__ import annotations

import torch
from torch import Tensor

from .looking import Looking
from .memory import VisualTokens
from .things import Things
from .vision_head import EMBED, ImageEmbedding


class Sight(Looking):
    def __init__(self, image_embedding: ImageEmbedding, visual_tokens: VisualTokens, things: Things) -> None:
        super().__init__(image_embedding, visual_tokens, things)
        self.requires_grad_(False)

    def train(self, mode: bool = True) -> Sight:
        """Frozen: no dropout either."""
        return super().train(False)

    def look(self, embedding: Tensor, objects: Tensor, patches: Tensor | None = None) -> Tensor:
        """As the MED looks, after the embedding itself -> [b, 15 (+ 81), 384]."""
        itself = self.visual_tokens.norm(self.visual_tokens.projection(embedding * EMBED**0.5))
        return torch.cat([itself[:, None], super().look(embedding, objects, patches)], 1)

    def forward(self, patches: Tensor) -> Tensor:
        """Patches [b, 81, 1360] -> [b, 96, 384]."""
        return self.encode_image(patches)[1]


def sight_of(blip: Looking) -> Sight:
    """The same parts: those of a MED's checkpoint."""
    return Sight(blip.image_embedding, blip.visual_tokens, blip.things)
