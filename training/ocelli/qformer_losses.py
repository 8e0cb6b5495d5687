"""BLIP-2's three losses of stage 1 on one batch: ITC by the best query, ITM with hard negatives, ITG."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from .losses import LABEL_SMOOTHING, hard_negatives
from .model.qformer import QFormer, best_query


def itc_loss(similarity: Tensor, same: Tensor, temperature: Tensor) -> Tensor:
    """Both ways, over similarities [b, b] (images by texts); texts that say the same are no negatives."""
    logits = similarity / temperature.clamp(0.01, 0.5)
    others = same & ~torch.eye(len(same), dtype=torch.bool)
    logits, target = logits.masked_fill(others, -torch.inf), torch.arange(len(same))
    return (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 2


def itm_loss(qformer: QFormer, patches: Tensor, ids: Tensor, words: Tensor, similarity: Tensor, same: Tensor) -> Tensor:
    """Pairs, each image with a wrong text, each text with a wrong image; wrong ones are drawn by similarity."""
    wrong_text, wrong_image = hard_negatives(similarity.detach(), same)
    right = torch.arange(len(ids))
    text, image = torch.cat([right, wrong_text, right]), torch.cat([right, right, wrong_image])
    target = torch.zeros(len(text), dtype=torch.long)
    target[:len(right)] = 1
    return F.cross_entropy(qformer.itm_logits(patches[image], ids[text], words[text]), target)


def itg_loss(qformer: QFormer, patches: Tensor, ids: Tensor, words: Tensor) -> Tensor:
    """Next-word cross-entropy given the queries. ids start with the decoding token."""
    logits, target = qformer.lm_logits(patches, ids[:, :-1], words[:, :-1]), ids[:, 1:]
    counted = words[:, 1:] > 0
    return F.cross_entropy(logits[counted], target[counted], label_smoothing=LABEL_SMOOTHING)


def stage1_losses(qformer: QFormer, patches: Tensor, ids: Tensor, words: Tensor, same: Tensor, decode: int) -> dict[str, Tensor]:
    """ids start with [CLS]; `decode` takes its place where the text is to be written."""
    similarity = best_query(qformer.image_queries(patches), qformer.text_embedding(ids, words))
    written = ids.clone()
    written[:, 0] = decode
    return {"itc": itc_loss(similarity, same, qformer.temperature),
            "itm": itm_loss(qformer, patches, ids, words, similarity, same),
            "itg": itg_loss(qformer, patches, written, words)}
