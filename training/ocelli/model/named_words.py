"""The likeliest visual words as visual tokens of their own, named as LLaVA's bridge names them: what queries read commits itself, where
an embedding is a mean of all that may be there."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from .likely_words import LikelyWords, likeliest
from .memory import VisualTokens
from .vision_head import EMBED


class NamedWords(LikelyWords):
    """recalled [b, 768], cells [b, 9, 1280] or None, objects [b, 80] -> tokens [b, 8, 384], the likeliest first.

    How likely each word is stays as LLaVA's bridge has it; what a word means to the queries is learnt.
    """

    def __init__(self, words: int, said: int, seen: int, width: int = 384) -> None:
        super().__init__(words, said, seen)
        self.requires_grad_(False)
        self.register_buffer("thing_of_word", self.thing_of_word)  # A checkpoint holds it, and no list of the words.
        self.table = nn.Parameter(torch.zeros(words, width))
        self.sure, self.unsure = nn.Parameter(torch.zeros(width)), nn.Parameter(torch.zeros(width))
        self.norm = nn.LayerNorm(width)

    def forward(self, recalled: Tensor, seen: Tensor | None, objects: Tensor) -> Tensor:
        return self.norm(likeliest(self.logits(recalled, seen, objects), self.table, self.sure, self.unsure))


@torch.no_grad()
def named_as(theirs: LikelyWords, words: list[str], embed: Callable[[list[str]], Tensor], tokens: VisualTokens) -> NamedWords:
    """As training starts it: a word reads as a caption of that one word would that the memory recalls.

    embed: sentences -> embeddings [n, 384], as the memory's entries were made.
    """
    named = NamedWords(len(words), theirs.said[0].out_features, theirs.seen[0].out_features)
    named.load_state_dict({name: tensor for name, tensor in theirs.state_dict().items() if name.startswith(("said.", "seen"))}, strict=False)
    named.thing_of_word.copy_(theirs.thing_of_word)
    named.table.copy_(tokens.projection(embed(words) * EMBED**0.5))
    named.norm.load_state_dict(tokens.norm.state_dict())
    return named
