"""Keeps the voice's plain language while it is tuned: on conversations without a picture its next-word distributions stay
near the published voice's (knowledge distillation, Hinton et al. 2015, https://arxiv.org/abs/1503.02531)."""

from __future__ import annotations

import random

import torch
from torch import Tensor
from transformers import LlamaForCausalLM

from .data.chat import IGNORED, ChatTemplate, Rendered, Turn
from .losses import divergence
from .model.llava import voice_inputs

Plain = tuple[str, str, bool]


class PlainLanguage:
    def __init__(self, published: LlamaForCausalLM, template: ChatTemplate, said: list[Plain], seed: int) -> None:
        """said: question, the published voice's answer, whether it came to its end (`ocelli.plain_language`)."""
        self.published, self.rng = published.requires_grad_(False), random.Random(seed)
        self.samples = sorted((conversation(template, *row) for row in said), key=lambda sample: len(sample.ids))

    def loss(self, voice: LlamaForCausalLM, count: int) -> Tensor:
        """Mean divergence in nats a word of the answers, over `count` conversations of about one length."""
        first = self.rng.randrange(len(self.samples) - count + 1)
        return strayed(voice, self.published, self.samples[first:first + count])


def conversation(template: ChatTemplate, question: str, answer: str, whole: bool) -> Rendered:
    """An answer that was cut off teaches no end."""
    sample = template.render([Turn(question, answer)], pictured=False)
    return sample if whole else Rendered(sample.ids[:-1], sample.labels[:-1])


def strayed(voice: LlamaForCausalLM, published: LlamaForCausalLM, samples: list[Rendered]) -> Tensor:
    """KL(published || voice), mean over the labelled words."""
    inputs, labels = voice_inputs(voice, samples, None)
    counted = labels[:, 1:] != IGNORED
    with torch.no_grad():
        wanted = counted_logits(published, inputs, counted).log_softmax(-1)
    return divergence(wanted, counted_logits(voice, inputs, counted))


def counted_logits(voice: LlamaForCausalLM, inputs: Tensor, counted: Tensor) -> Tensor:
    hidden = voice.model(inputs_embeds=inputs[:, :-1], use_cache=False).last_hidden_state
    return voice.lm_head(hidden[counted])
