"""The whole of the BLIP pack: what the eye sees in; image embedding, visual tokens and the MED's three modes out."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .med import Med, start_from_bert
from .eye import things_in
from .memory import VisualTokens
from .text_tower import load_bert
from .things import Things
from .vision_head import MEMORY_TOKENS, ImageEmbedding
from .vocabulary import Vocabulary


class Blip(nn.Module):
    def __init__(self, vocabulary: Vocabulary, memory: Tensor) -> None:
        super().__init__()
        self.image_embedding = ImageEmbedding()
        self.visual_tokens = VisualTokens(memory)
        self.things = Things()
        self.med = Med(len(vocabulary.words), vocabulary.decodable)

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


def new_blip(vocabulary: Vocabulary, memory: Tensor) -> Blip:
    """A model as training starts it: the MED from MiniLM, the bridge at random."""
    torch.manual_seed(0)
    blip = Blip(vocabulary, memory)
    start_from_bert(blip.med, load_bert(), vocabulary.order)
    return blip
