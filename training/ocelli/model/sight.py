"""What the Q-Former looks at: the BLIP pack's frozen visual tokens, and the image embedding itself.

Ten tokens of what the memory recalls of the embedding, one of the embedding, then the 81 patches where there are
any. What the memory recalls alone finds a book's photograph by its text less often (recall@1 22 of 100 against 36).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .memory import VisualTokens
from .vision_head import EMBED, ImageEmbedding


class Sight(nn.Module):
    def __init__(self, image_embedding: ImageEmbedding, visual_tokens: VisualTokens) -> None:
        super().__init__()
        self.image_embedding, self.visual_tokens = image_embedding, visual_tokens
        self.requires_grad_(False)

    def train(self, mode: bool = True) -> Sight:
        """Frozen: no dropout either."""
        return super().train(False)

    def look(self, embedding: Tensor, patches: Tensor | None) -> Tensor:
        """An embedding [b, 384] of a text or a picture, patches [b, 81, 1360] if any -> [b, 11 (+ 81), 384]."""
        tokens = self.visual_tokens
        itself = tokens.norm(tokens.projection(embedding * EMBED**0.5))
        seen = None if patches is None else self.image_embedding.seen(patches)
        return torch.cat([itself[:, None], tokens(embedding, seen)], 1)

    def forward(self, patches: Tensor) -> Tensor:
        """Patches [b, 81, 1360] -> [b, 92, 384]."""
        return self.look(self.image_embedding(patches), patches)
