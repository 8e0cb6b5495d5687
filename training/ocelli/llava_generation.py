"""Answers of LLaVA to single questions about single pictures: greedy or beam search, and the odds of a first word."""

from __future__ import annotations

import torch
from torch import Tensor
from transformers import DynamicCache, LlamaForCausalLM

from .data.chat import ChatTemplate, Turn
from .generation import Hypothesis, Settings, search
from .model.llava import Llava, voice_inputs

BATCH = 32


@torch.no_grad()
def answers(llava: Llava, template: ChatTemplate, seen: Tensor, questions: list[str], max_tokens: int, beams: int = 1) -> list[str]:
    """image tokens [n, 12, hidden] -> one answer each. Questions of equal length share a batch, so nothing is padded."""
    prompts = [template.render([Turn(q, "")], open_end=True) for q in questions]
    by_length: dict[int, list[int]] = {}
    for i, prompt in enumerate(prompts):
        by_length.setdefault(len(prompt.ids), []).append(i)
    out = [""] * len(questions)
    for same in by_length.values():
        for start in range(0, len(same), BATCH):
            chosen = same[start:start + BATCH]
            inputs, _ = voice_inputs(llava.voice, [prompts[i] for i in chosen], seen[chosen])
            mask = torch.ones(inputs.shape[:2], dtype=torch.long)
            ids = llava.voice.generate(inputs_embeds=inputs, attention_mask=mask, max_new_tokens=max_tokens, do_sample=False,
                                       num_beams=beams, eos_token_id=template.end, pad_token_id=template.end)
            for i, row in zip(chosen, ids):
                out[i] = template.tokenizer.decode(row, skip_special_tokens=True).strip()
    return out


@torch.no_grad()
def hypotheses(voice: LlamaForCausalLM, template: ChatTemplate, seen: Tensor, question: str, settings: Settings) -> list[Hypothesis]:
    """Image tokens [1, n, hidden] -> answers by beam search, best first: the oracle of the page's."""
    inputs, _ = voice_inputs(voice, [template.render([Turn(question, "")], open_end=True)], seen)
    past = DynamicCache()

    def step(going_on: list[tuple[int, int]] | None) -> Tensor:
        if going_on is None:
            embeds = inputs
        else:
            past.reorder_cache(torch.tensor([row for row, _ in going_on]))
            embeds = voice.get_input_embeddings()(torch.tensor([[word] for _, word in going_on]))
        hidden = voice.model(inputs_embeds=embeds, past_key_values=past, use_cache=True).last_hidden_state
        return voice.lm_head(hidden[:, -1]).log_softmax(-1)

    return search(step, template.end, settings)


@torch.no_grad()
def first_word(llava: Llava, template: ChatTemplate, seen: Tensor, questions: list[str], words: tuple[str, ...]) -> Tensor:
    """Logits of each of `words` as the answer's first [n, words]."""
    rows = [template.plain(word)[0] for word in words]
    out = []
    for start in range(0, len(questions), BATCH):
        prompts = [template.render([Turn(q, "")], open_end=True) for q in questions[start:start + BATCH]]
        inputs, _ = voice_inputs(llava.voice, prompts, seen[start:start + BATCH])
        hidden = llava.voice.model(inputs_embeds=inputs, use_cache=False).last_hidden_state
        last = torch.stack([hidden[i, len(p.ids) - 1] for i, p in enumerate(prompts)])
        out.append(llava.voice.lm_head(last)[:, rows])
    return torch.cat(out)
