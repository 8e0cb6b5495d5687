"""What the Q-Former looks at: the BLIP pack's frozen visual tokens, the image embedding itself, and words that name what is seen.

Eight tokens of words, one of the embedding, ten of what the memory recalls of it, the four likeliest things, then the 81
patches where there are any. What the memory recalls alone finds a book's photograph by its text less often (recall@1 22 of 100
against 36).
"""

from __future__ import annotations

import torch
from torch import Tensor

from .likely_words import cells
from .looking import Looking
from .memory import VisualTokens, recalled
from .named_words import NamedWords
from .things import Things
from .vision_head import EMBED, ImageEmbedding


class Sight(Looking):
    def __init__(self, image_embedding: ImageEmbedding, visual_tokens: VisualTokens, things: Things, words: NamedWords) -> None:
        super().__init__(image_embedding, visual_tokens, things)
        self.requires_grad_(False)
        self.words = words

    def train(self, mode: bool = True) -> Sight:
        """Frozen but for what words mean: no dropout either."""
        return super().train(False)

    def look(self, embedding: Tensor, objects: Tensor, patches: Tensor | None = None, borrowed: bool = False) -> Tensor:
        """As the MED looks, after words and the embedding itself -> [b, 23 (+ 81), 384]. Borrowed patches, those of another
        picture, name no words."""
        words = self.words(recalled(self.visual_tokens, embedding), None if patches is None or borrowed else cells(patches), objects)
        itself = self.visual_tokens.norm(self.visual_tokens.projection(embedding * EMBED**0.5))
        return torch.cat([words, itself[:, None], super().look(embedding, objects, patches)], 1)

    def forward(self, patches: Tensor) -> Tensor:
        """Patches [b, 81, 1360] -> [b, 104, 384]."""
        return self.encode_image(patches)[1]


def sight_of(blip: Looking, words: NamedWords) -> Sight:
    """The same parts: those of a MED's checkpoint, and words."""
    return Sight(blip.image_embedding, blip.visual_tokens, blip.things, words)
