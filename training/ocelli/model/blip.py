"""The whole of the BLIP pack: eye features in; image embedding, visual tokens and the MED's three modes out."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .med import Med, start_from_bert
from .memory import VisualTokens
from .text_tower import load_bert
from .vision_head import ImageEmbedding
from .vocabulary import Vocabulary


class Blip(nn.Module):
    def __init__(self, vocabulary: Vocabulary, memory: Tensor) -> None:
        super().__init__()
        self.image_embedding = ImageEmbedding()
        self.visual_tokens = VisualTokens(memory)
        self.med = Med(len(vocabulary.words), vocabulary.decodable)

    def encode_image(self, patches: Tensor) -> tuple[Tensor, Tensor]:
        """Patch features [b, 81, 1280] -> image embedding [b, 384], visual tokens [b, 91, 384]."""
        embedding = self.image_embedding(patches)
        return embedding, self.look(embedding, patches)

    def look(self, embedding: Tensor, patches: Tensor | None) -> Tensor:
        """Visual tokens [b, 10 (+ 81), 384] of an embedding (a picture's or a text's), with the patches if given."""
        seen = None if patches is None else (patches, self.image_embedding.patch_words(patches))
        return self.visual_tokens(embedding, seen)


def new_blip(vocabulary: Vocabulary, memory: Tensor) -> Blip:
    """A model as training starts it: the MED from MiniLM, the bridge at random."""
    torch.manual_seed(0)
    blip = Blip(vocabulary, memory)
    start_from_bert(blip.med, load_bert(), vocabulary.order)
    return blip
