"""LLaVA's projection: what the frozen eye knows of a photograph, as tokens in the voice's word space.

Two kinds of image token, 12 in all:

    words   the visual words (nouns, colours, shapes, numbers) that are likeliest, each as its own word embedding of
            the voice, moved by how sure the bridge is (a mixture over words, as Ovis aligns visual and word tables)
    dense   a two-layer MLP, as LLaVA-1.5's, of what the memory recalls of the image embedding

A word's likelihood is read from the image embedding (`said`, learnt from sentences alone, since the memory puts
photographs and sentences on one side of the modality gap) and from the patch features (`seen`, learnt from
photographs and drawings); a word that names a kind of thing is at least as likely as the detector makes it.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .eye import OBJECTS, WIDTH
from .vision_head import EMBED, TEMPERATURES

WORDS, DENSE = 8, 4
IMAGE_TOKENS = WORDS + DENSE
RECALLED = EMBED * len(TEMPERATURES)
SIDE, CELLS = 9, 3  # patches a side, cells a side
#: The detector's logits as the bridge's: of a few tried without training, human sentences were likeliest with these.
THING_GAIN, THING_SHIFT = 0.5, -1.0


def cells(patches: Tensor) -> Tensor:
    """Patches [b, 81, 1360] -> means of the features of 3 x 3 of them [b, 9, 1280]."""
    grid = patches[..., :WIDTH].unflatten(1, (CELLS, SIDE // CELLS, CELLS, SIDE // CELLS))
    return grid.mean((2, 4)).flatten(1, 2)


class Bridge(nn.Module):
    """recalled [b, 768], cells [b, 9, 1280] or None, objects [b, 80] or None -> image tokens [b, 12, hidden]."""

    def __init__(self, word_embeddings: Tensor, said: int = 768, seen: int = 256, inner: int = 768) -> None:
        """word_embeddings: [words, hidden], of the visual words in the voice's table; frozen."""
        super().__init__()
        words, hidden = word_embeddings.shape
        self.word_table = nn.Parameter(word_embeddings.clone(), requires_grad=False)
        self.said = nn.Sequential(nn.Linear(RECALLED, said), nn.GELU(), nn.Linear(said, words))
        self.seen_norm = nn.LayerNorm(WIDTH)
        self.seen = nn.Sequential(nn.Linear(WIDTH, seen), nn.GELU(), nn.Linear(seen, words))
        self.dense = nn.Sequential(nn.Linear(RECALLED, inner), nn.GELU(), nn.Linear(inner, DENSE * hidden))
        size = float(word_embeddings.square().mean().sqrt())
        self.dense_gain = nn.Parameter(torch.full((DENSE, hidden), size))
        self.sure, self.unsure = nn.Parameter(torch.zeros(hidden)), nn.Parameter(torch.zeros(hidden))
        nn.init.zeros_(self.seen[2].weight)
        nn.init.zeros_(self.seen[2].bias)
        nn.init.constant_(self.said[2].bias, -5.0)
        #: The kind of thing that each word names, or OBJECTS.
        self.register_buffer("thing_of_word", torch.full((words,), OBJECTS), persistent=False)

    def word_logits(self, recalled: Tensor, seen: Tensor | None) -> Tensor:
        """How likely each visual word is [b, words]."""
        logits = self.said(recalled)
        return logits if seen is None else logits + self.seen_logits(seen)

    def seen_logits(self, seen: Tensor) -> Tensor:
        """What the cells add to the likelihood of each word [b, words]: the best cell counts, and all together."""
        of_cells = self.seen(self.seen_norm(seen))
        return of_cells.amax(1) + of_cells.mean(1)

    def with_things(self, logits: Tensor, objects: Tensor) -> Tensor:
        """Word logits [b, words], those of words that name things raised to what the detector says of them [b, 80]."""
        found = torch.logit(objects.clamp(1e-4, 1 - 1e-4)) * THING_GAIN + THING_SHIFT
        found = F.pad(found, (0, 1), value=-1e4)  # for words that name none
        return torch.maximum(logits, found.index_select(1, self.thing_of_word))

    def tokens(self, recalled: Tensor, logits: Tensor) -> Tensor:
        best = logits.topk(WORDS, dim=-1)
        sureness = best.values.sigmoid().unsqueeze(-1)
        words = self.word_table[best.indices] + sureness * self.sure + (1 - sureness) * self.unsure
        dense = self.dense(recalled).unflatten(-1, (DENSE, -1))
        dense = dense * torch.rsqrt(dense.square().mean(-1, keepdim=True) + 1e-6) * self.dense_gain
        return torch.cat([dense, words], 1)

    def forward(self, recalled: Tensor, seen: Tensor | None, objects: Tensor | None = None) -> Tensor:
        logits = self.word_logits(recalled, seen)
        return self.tokens(recalled, logits if objects is None else self.with_things(logits, objects))
