"""What a BLIP model says of pictures and texts that are to be found by each other, before it is weighed."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from .export.pack_facts import MAX_TEXT
from .model.blip import Blip
from .model.querybank import Querybank
from .model.vocabulary import Vocabulary
from .querybank import embed_texts
from .recall import ranks
from .workspace import work

#: How many of the best by ITC are re-ranked.
TOP = 16


@dataclass(frozen=True)
class Weights:
    itm: float
    images: float  # of the querybank, as `texts`
    texts: float


@dataclass(frozen=True)
class PairScores:
    itc: Tensor  # [n, n], pictures by texts; row and column i belong together
    itm: Tensor  # [n, n], logit differences where either way ranks the pair in its top 16, else nan
    images: Tensor  # [n, n], how near pictures are to what is said in such words
    texts: Tensor  # [n], how near texts are to any photograph

    def scores(self, weights: Weights) -> tuple[Tensor, Tensor]:
        """What texts of a picture are ordered by, and what pictures of a text: what competes is normalised. [n, n] each"""
        plain = self.itc + weights.itm * self.itm
        return plain - weights.texts * self.texts, plain - weights.images * self.images

    def recalls(self, weights: Weights, count: int) -> list[float]:
        """r1, r5, r10 image to text, then text to image, in percent, of the first `count` pictures and texts among all."""
        of_texts, of_images = self.scores(weights)
        both = (reranked(self.itc, of_texts), reranked(self.itc.T, of_images.T))
        return [100 * float((ranks(s)[:count] <= k).float().mean()) for s in both for k in (1, 5, 10)]


@torch.no_grad()
def pair_scores(blip: Blip, vocabulary: Vocabulary, bank: Querybank, patches: Tensor, texts: list[str]) -> PairScores:
    """Patches [n, 81, 1360] of pictures, and a text of each."""
    embedding, visual = blip.encode_image(patches)
    said = embed_texts(blip, vocabulary, texts)
    itc = embedding @ said.T
    return PairScores(itc, itm_logits(blip, vocabulary, visual, texts, itc), bank.of_images(embedding, said), bank.of_texts(said))


def itm_logits(blip: Blip, vocabulary: Vocabulary, visual: Tensor, texts: list[str], itc: Tensor) -> Tensor:
    wanted = torch.zeros_like(itc, dtype=torch.bool)
    top = min(TOP, len(texts))
    wanted.scatter_(1, itc.topk(top, 1).indices, True)
    wanted.scatter_(0, itc.topk(top, 0).indices, True)
    enc = vocabulary.tokenizer(work("tokenizer"))(texts, padding=True, truncation=True, max_length=MAX_TEXT, return_tensors="pt")
    asked, mask = enc["input_ids"].clone(), enc["attention_mask"]
    asked[:, 0] = vocabulary.encode
    itm = torch.full_like(itc, torch.nan)
    for image in range(len(itc)):
        chosen = wanted[image].nonzero()[:, 0]
        longest = int(mask[chosen].sum(1).max())
        cross = [(k.expand(len(chosen), -1, -1, -1), v.expand(len(chosen), -1, -1, -1))
                 for k, v in blip.med.cross_key_values(visual[image:image + 1])]
        logits = blip.med.grounded_encoder(asked[chosen, :longest], mask[chosen, :longest], cross)
        itm[image, chosen] = logits[:, 1] - logits[:, 0]
    return itm


def reranked(itc: Tensor, score: Tensor) -> Tensor:
    """Rows re-ranked: the top 16 by ITC come first, ordered by the score; the others keep their order."""
    top = itc.topk(min(TOP, itc.shape[1]), 1).indices
    return (itc - 10.0).scatter(1, top, score.gather(1, top))
