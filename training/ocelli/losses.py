"""BLIP's losses on the MED: LM with label smoothing, ITM with hard negatives, and the anchor of the text space."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from .model.med import KeyValue, Med

LABEL_SMOOTHING = 0.1


def lm_loss(med: Med, ids: Tensor, cross: list[KeyValue], pad: int) -> Tensor:
    """Next-word cross-entropy. ids [b, t] start with the task token; padding and undecodable words don't count."""
    hidden, _ = med.grounded_decoder(ids[:, :-1], cross)
    target = ids[:, 1:]
    counted = (target != pad) & (target < med.decoder_vocab)
    return F.cross_entropy(med.lm_logits(hidden[counted]), target[counted], label_smoothing=LABEL_SMOOTHING)


def hard_negatives(similarity: Tensor, same: Tensor) -> tuple[Tensor, Tensor]:
    """For each image a wrong text and for each text a wrong image, drawn by their similarity (BLIP, section 3.2).

    similarity [b, b] (images by texts); same [b, b] marks texts that say the same, which are no negatives.
    """
    logits = (similarity / 0.1).masked_fill(same, -torch.inf)
    text = torch.multinomial(logits.softmax(1), 1)[:, 0]
    image = torch.multinomial(logits.T.softmax(1), 1)[:, 0]
    return text, image


def itm_loss(med: Med, ids: Tensor, mask: Tensor, cross: list[KeyValue], similarity: Tensor, same: Tensor) -> tuple[Tensor, Tensor]:
    """Match or not, of each pair and of its two hard negatives. ids start with [ENC]. Returns loss, accuracy."""
    wrong_text, wrong_image = hard_negatives(similarity, same)
    right = torch.arange(len(ids))
    text, image = torch.cat([right, wrong_text, right]), torch.cat([right, right, wrong_image])
    return match_loss(med, ids[text], mask[text], [(k[image], v[image]) for k, v in cross], positives=len(right))


def match_loss(med: Med, ids: Tensor, mask: Tensor, cross: list[KeyValue], positives: int) -> tuple[Tensor, Tensor]:
    """The first `positives` rows match, the others do not. Returns loss, accuracy."""
    logits = med.grounded_encoder(ids, mask, cross)
    target = torch.zeros(len(ids), dtype=torch.long)
    target[:positives] = 1
    return F.cross_entropy(logits, target), (logits.argmax(1) == target).float().mean()


def anchor_loss(text_embeds: Tensor, teacher_embeds: Tensor) -> Tensor:
    """Keeps the unimodal encoder where MiniLM was, so that image embeddings stay aligned with it."""
    return 1 - (text_embeds * teacher_embeds).sum(-1).mean()


def divergence(wanted: Tensor, logits: Tensor) -> Tensor:
    """KL(teacher || student) in nats, mean over rows. wanted: the teacher's log-likelihoods [n, words]; the student's logits [n, words]."""
    return (wanted.exp() * (wanted - logits.log_softmax(-1))).sum(-1).mean()
