"""From what the eyes see to the visual tokens that a transformer looks at: image embedding, memory and things."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .eye import things_in
from .memory import VisualTokens
from .things import Things
from .vision_head import MEMORY_TOKENS, ImageEmbedding


class Looking(nn.Module):
    def __init__(self, image_embedding: ImageEmbedding, visual_tokens: VisualTokens, things: Things) -> None:
        super().__init__()
        self.image_embedding, self.visual_tokens, self.things = image_embedding, visual_tokens, things

    def encode_image(self, patches: Tensor) -> tuple[Tensor, Tensor]:
        """Patches [b, 81, 1360] -> image embedding [b, 384], visual tokens [b, 95, 384]."""
        embedding = self.image_embedding(patches)
        return embedding, self.look(embedding, things_in(patches), patches)

    def look(self, embedding: Tensor, objects: Tensor, patches: Tensor | None = None) -> Tensor:
        """Visual tokens [b, 14 (+ 81), 384]: of an embedding (a picture's or a text's) and the likelihoods of things [b, 80]
        that were seen (or are imagined), and the patches if given."""
        seen = None if patches is None else self.image_embedding.seen(patches)
        tokens = self.visual_tokens(embedding, seen)
        things = self.things(objects, self.visual_tokens)
        return torch.cat([tokens[:, :MEMORY_TOKENS], things, tokens[:, MEMORY_TOKENS:]], 1)
