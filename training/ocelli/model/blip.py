"""The whole of the BLIP pack: what the eye sees in; image embedding, visual tokens and the MED's three modes out."""

from __future__ import annotations

import torch
from torch import Tensor

from .looking import Looking
from .med import Med, start_from_bert
from .memory import VisualTokens
from .text_tower import load_bert
from .things import Things
from .vision_head import ImageEmbedding
from .vocabulary import Vocabulary


class Blip(Looking):
    def __init__(self, vocabulary: Vocabulary, memory: Tensor) -> None:
        super().__init__(ImageEmbedding(), VisualTokens(memory), Things())
        self.med = Med(len(vocabulary.words), vocabulary.decodable)


def new_blip(vocabulary: Vocabulary, memory: Tensor) -> Blip:
    """A model as training starts it: the MED from MiniLM, the bridge at random."""
    torch.manual_seed(0)
    blip = Blip(vocabulary, memory)
    start_from_bert(blip.med, load_bert(), vocabulary.order)
    return blip
