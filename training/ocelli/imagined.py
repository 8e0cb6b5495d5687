"""What the detector might say of the pictures behind sentences, of which there is no picture.

A sentence's things are what it names; how sure the detector is of a thing that is there, and of things that are not, is
drawn from what it says of OpenStax's training photographs, whose descriptions say which things they show.
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .data.things import named
from .features import features, sampled
from .model.eye import WIDTH
from .model.scene import Scene

#: A thing that is named is overlooked this often, beyond what the drawn likelihoods overlook.
OVERLOOKED = 0.15
#: Likelihoods of unnamed things over SURE are mostly of things that are there: in another sentence's scene they count little.
SURE, DAMPED = 0.3, 0.3
#: This often, one thing that is not there seems to be, about this much: other photographs mislead in other ways than OpenStax's.
MISTAKEN, MISTAKEN_AT = 0.2, (0.1, 0.4)
#: A likelihood of a named thing under this is a thing overlooked.
SEEN_AT_ALL = 0.1


def likelihoods() -> tuple[Tensor, Tensor]:
    """The detector's likelihoods of things that descriptions name [n], and of the others, a photograph a row [m, 80] (0 if named)."""
    seen = features("openstax")
    views = [(r.captions[0], np.asarray(seen[i, :2], np.float32)[..., WIDTH:].max(1))
             for i, r in enumerate(sampled("openstax")) if r.split == "train"]
    found = torch.from_numpy(np.stack([v for _, v in views]))  # [n, 2, 80]
    said = torch.tensor([named(text) for text, _ in views])[:, None].expand_as(found)
    there = found[said]
    return there[there > SEEN_AT_ALL], found.masked_fill(said, 0).flatten(0, 1)


class Imagined:
    def __init__(self, sentences: list[str]) -> None:
        self.said = torch.tensor([named(sentence) for sentence in sentences])
        self.there, self.absent = likelihoods()

    @torch.no_grad()
    def seen(self, embeddings: Tensor, chosen: list[int] | Tensor, scene: Scene) -> tuple[Tensor, Tensor]:
        """Embeddings of sentences [b, 384] as photographs with the sentences' things have them, and likelihoods of the things [b, 80]."""
        objects = self(chosen)
        return F.normalize(embeddings + scene(objects), dim=-1), objects

    def __call__(self, chosen: list[int] | Tensor) -> Tensor:
        """Rows of the sentences [b] -> likelihoods of things [b, 80], drawn anew each time."""
        said = self.said[chosen]
        noise = self.absent[torch.randint(0, len(self.absent), (len(said),))]
        noise = torch.where(noise > SURE, noise * DAMPED, noise)
        mistaken = MISTAKEN_AT[0] + torch.rand(len(said), 1) * (MISTAKEN_AT[1] - MISTAKEN_AT[0])
        mistaken = mistaken * (torch.rand(len(said), 1) < MISTAKEN)
        noise = noise.scatter_reduce(1, torch.randint(0, noise.shape[1], (len(said), 1)), mistaken, "amax")
        drawn = self.there[torch.randint(0, len(self.there), said.shape)]
        return torch.where(said & (torch.rand(said.shape) > OVERLOOKED), torch.maximum(drawn, noise), noise)
