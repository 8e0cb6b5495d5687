"""BLIP-2's three losses of stage 1 on one batch: ITC by the best query, ITM with hard negatives, ITG."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from .earlier_images import EarlierImages
from .losses import LABEL_SMOOTHING, hard_negatives
from .model.qformer import QFormer, best_query

#: Texts of this cosine may be of the same image: no negatives.
ALIKE = 0.8


@dataclass(frozen=True)
class PairBatch:
    """What is seen [b, s, width], the image embeddings [b, 384], and the texts: ids (with [CLS] first) and words (1: there)
    [b, t], embeddings [b, 384] of the locked text encoder; bank [n, 384]: embeddings of other texts."""

    seen: Tensor
    images: Tensor
    ids: Tensor
    words: Tensor
    embeddings: Tensor
    bank: Tensor


def itc_loss(similarity: Tensor, same: Tensor, temperature: Tensor, texts: Tensor | None = None, images: Tensor | None = None) -> Tensor:
    """Both ways, over similarities [b, b] (images by texts); texts that say the same are no negatives.

    texts [b, n]: the images' similarities with more texts; images [m, b]: the texts' with more images. All negatives.
    """
    scale = 1 / temperature.clamp(0.01, 0.5)
    excluded = same & ~torch.eye(len(same), dtype=torch.bool)
    logits, target = (similarity * scale).masked_fill(excluded, -torch.inf), torch.arange(len(same))
    of_images = logits if texts is None else torch.cat([logits, texts * scale], 1)
    of_texts = logits if images is None else torch.cat([logits, images * scale])
    return (F.cross_entropy(of_images, target) + F.cross_entropy(of_texts.T, target)) / 2


def itm_loss(qformer: QFormer, batch: PairBatch, ids: Tensor, similarity: Tensor, same: Tensor, pairs: int) -> Tensor:
    """The first `pairs` pairs, each image of them with a wrong text, each text with a wrong image; wrong ones are drawn by similarity."""
    wrong_text, wrong_image = (wrong[:pairs] for wrong in hard_negatives(similarity.detach(), same))
    right = torch.arange(pairs)
    text, image = torch.cat([right, wrong_text, right]), torch.cat([right, right, wrong_image])
    target = torch.zeros(len(text), dtype=torch.long)
    target[:pairs] = 1
    return F.cross_entropy(qformer.itm_logits(batch.seen[image], ids[text], batch.words[text]), target)


def itg_loss(logits: Tensor, ids: Tensor, words: Tensor) -> Tensor:
    """Next-word cross-entropy of logits [b, t - 1, decoder_vocab]; ids [b, t] start with the decoding token."""
    target = ids[:, 1:]
    counted = (words[:, 1:] > 0) & (target < logits.shape[-1])
    return F.cross_entropy(logits[counted], target[counted], label_smoothing=LABEL_SMOOTHING)


def stage1_losses(qformer: QFormer, batch: PairBatch, decode: int, encode: int, itm_pairs: int,
                  earlier: EarlierImages) -> tuple[dict[str, Tensor], Tensor]:
    """The losses by name, and the queries' hidden states [b, 32, width]. The batch's images join the earlier ones.

    Under the generating mask queries don't see the text, so ITC and ITG share one pass. The anchor keeps the text
    encoder where the locked one is.
    """
    written, matched = batch.ids.clone(), batch.ids.clone()
    written[:, 0], matched[:, 0] = decode, encode
    queries, logits = qformer.generating(batch.seen, written[:, :-1], batch.words[:, :-1])
    seen, said = qformer.query_embeddings(queries, batch.images), qformer.text_embedding(batch.ids, batch.words)
    similarity, same = best_query(seen, said), batch.embeddings @ batch.embeddings.T > 0.9
    others = best_query(seen, batch.bank).masked_fill(batch.embeddings @ batch.bank.T > ALIKE, -1.0)
    before = best_query(earlier.queries, said).masked_fill(earlier.texts @ batch.embeddings.T > ALIKE, -1.0)
    earlier.add(seen, batch.embeddings)
    losses = {"itc": itc_loss(similarity, same, qformer.temperature, others, before),
              "itg": itg_loss(logits, written, batch.words),
              "anchor": 1 - (said * batch.embeddings).sum(-1).mean()}
    if itm_pairs:
        losses["itm"] = itm_loss(qformer, batch, matched, similarity, same, itm_pairs)
    return losses, queries
