"""BLIP-2's three losses of stage 1 on one batch: ITC by the best query, ITM with hard negatives, ITG."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from .losses import LABEL_SMOOTHING, hard_negatives
from .model.qformer import QFormer, best_query


@dataclass(frozen=True)
class PairBatch:
    """What is seen [b, s, width] and its texts: ids (with [CLS] first) and words (1: there) [b, t], embeddings [b, 384]
    of the locked text encoder; bank [n, 384]: embeddings of other texts."""

    seen: Tensor
    ids: Tensor
    words: Tensor
    embeddings: Tensor
    bank: Tensor


def itc_loss(similarity: Tensor, same: Tensor, temperature: Tensor, others: Tensor | None = None) -> Tensor:
    """Both ways, over similarities [b, b] (images by texts); texts that say the same are no negatives.

    others [b, n]: similarities with more texts, negatives of the images.
    """
    scale = 1 / temperature.clamp(0.01, 0.5)
    excluded = same & ~torch.eye(len(same), dtype=torch.bool)
    logits, target = (similarity * scale).masked_fill(excluded, -torch.inf), torch.arange(len(same))
    of_images = logits if others is None else torch.cat([logits, others * scale], 1)
    return (F.cross_entropy(of_images, target) + F.cross_entropy(logits.T, target)) / 2


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


def stage1_losses(qformer: QFormer, batch: PairBatch, decode: int, encode: int, itm_pairs: int) -> tuple[dict[str, Tensor], Tensor]:
    """The losses by name, and the queries' hidden states [b, 32, width].

    Under the generating mask queries don't see the text, so ITC and ITG share one pass. The anchor keeps the text
    encoder where the locked one is.
    """
    written, matched = batch.ids.clone(), batch.ids.clone()
    written[:, 0], matched[:, 0] = decode, encode
    queries, logits = qformer.generating(batch.seen, written[:, :-1], batch.words[:, :-1])
    seen, said = qformer.query_embeddings(queries), qformer.text_embedding(batch.ids, batch.words)
    similarity, same = best_query(seen, said), batch.embeddings @ batch.embeddings.T > 0.9
    others = best_query(seen, batch.bank).masked_fill(batch.embeddings @ batch.bank.T > 0.8, -1.0)
    losses = {"itc": itc_loss(similarity, same, qformer.temperature, others),
              "itg": itg_loss(logits, written, batch.words),
              "anchor": 1 - (said * batch.embeddings).sum(-1).mean()}
    if itm_pairs:
        losses["itm"] = itm_loss(qformer, batch, matched, similarity, same, itm_pairs)
    return losses, queries
