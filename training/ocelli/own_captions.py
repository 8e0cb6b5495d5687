"""Captions that a model in training writes itself, for its teacher to correct: where it goes wrong, no sentence of people's leads
(on-policy distillation, Agarwal et al. 2023, https://arxiv.org/abs/2306.13649)."""

from __future__ import annotations

import torch
from torch import Tensor
from transformers import LlamaForCausalLM

from .data.branches import Branched, branched
from .data.chat import IMAGE, ChatTemplate

MOST_TOKENS, TEMPERATURE = 20, 0.6


@torch.no_grad()
def own_captions(voice: LlamaForCausalLM, template: ChatTemplate, tokens: Tensor, question: str) -> list[Branched]:
    """Image tokens [b, t, hidden] -> the question with a drawn answer for each."""
    ids = torch.tensor(template.question(question, True)).expand(len(tokens), -1)
    embeds = voice.model.embed_tokens(ids.clamp_min(0)).masked_scatter((ids == IMAGE).unsqueeze(-1), tokens.to(voice.dtype))
    written = voice.generate(inputs_embeds=embeds, attention_mask=torch.ones_like(ids), max_new_tokens=MOST_TOKENS, do_sample=True,
                             temperature=TEMPERATURE, top_k=0, eos_token_id=template.end, pad_token_id=template.end)
    return [branched(template, question, [template.tokenizer.decode(row, skip_special_tokens=True)]) for row in written]
