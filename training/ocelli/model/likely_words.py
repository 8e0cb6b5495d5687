"""How likely each visual word (nouns, colours, shapes, numbers) is of a photograph.

It is read from the image embedding (`said`, learnt from sentences alone, since the memory puts photographs and sentences on
one side of the modality gap) and from the patch features (`seen`, learnt from photographs and drawings); a word that names a
kind of thing is at least as likely as the detector makes it.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .eye import OBJECTS, WIDTH
from .vision_head import EMBED, TEMPERATURES

#: How many of the likeliest words are named.
WORDS = 8
RECALLED = EMBED * len(TEMPERATURES)
SIDE, CELLS = 9, 3  # patches a side, cells a side
#: The detector's logits as those of words: of a few tried without training, human sentences were likeliest with these.
THING_GAIN, THING_SHIFT = 0.5, -1.0


def cells(patches: Tensor) -> Tensor:
    """Patches [b, 81, 1360] -> means of the features of 3 x 3 of them [b, 9, 1280]."""
    grid = patches[..., :WIDTH].unflatten(1, (CELLS, SIDE // CELLS, CELLS, SIDE // CELLS))
    return grid.mean((2, 4)).flatten(1, 2)


class LikelyWords(nn.Module):
    """recalled [b, 768], cells [b, 9, 1280] or None, objects [b, 80] or None -> logits of the visual words [b, words]."""

    def __init__(self, words: int, said: int, seen: int) -> None:
        """said, seen: units of the two hidden layers."""
        super().__init__()
        self.said = nn.Sequential(nn.Linear(RECALLED, said), nn.GELU(), nn.Linear(said, words))
        self.seen_norm = nn.LayerNorm(WIDTH)
        self.seen = nn.Sequential(nn.Linear(WIDTH, seen), nn.GELU(), nn.Linear(seen, words))
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

    def logits(self, recalled: Tensor, seen: Tensor | None, objects: Tensor | None) -> Tensor:
        """All that tells how likely each word is [b, words]."""
        logits = self.word_logits(recalled, seen)
        return logits if objects is None else self.with_things(logits, objects)


def likeliest(logits: Tensor, table: Tensor, sure: Tensor, unsure: Tensor) -> Tensor:
    """The likeliest words' rows of a table [words, width], the likeliest first, each moved by how sure it is [b, 8, width]."""
    best = logits.topk(WORDS, dim=-1)
    sureness = best.values.sigmoid().unsqueeze(-1)
    return table[best.indices] + sureness * sure + (1 - sureness) * unsure
