"""Captions that a model in training writes itself, for its teacher to correct: where it goes wrong, no sentence of people's leads
(on-policy distillation, Agarwal et al. 2023, https://arxiv.org/abs/2306.13649)."""

from __future__ import annotations

import torch
from torch import Tensor
from transformers import LlamaForCausalLM

from .data.branches import Branched, branched
from .data.chat import ChatTemplate, Turn
from .model.llava import voice_inputs

MOST_TOKENS, TEMPERATURE = 20, 0.6


@torch.no_grad()
def own_captions(voice: LlamaForCausalLM, template: ChatTemplate, tokens: Tensor, question: str) -> list[Branched]:
    """Image tokens [b, t, hidden] -> the question with a drawn answer for each."""
    inputs, _ = voice_inputs(voice, [template.render([Turn(question, "")], open_end=True)] * len(tokens), tokens)
    written = voice.generate(inputs_embeds=inputs, attention_mask=torch.ones(inputs.shape[:2], dtype=torch.long), max_new_tokens=MOST_TOKENS, do_sample=True,
                             temperature=TEMPERATURE, top_k=0, eos_token_id=template.end, pad_token_id=template.end)
    return [branched(template, question, [template.tokenizer.decode(row, skip_special_tokens=True)]) for row in written]
