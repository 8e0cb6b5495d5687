"""Questions that a tuned voice invents by itself: it goes on with the opening of a user's turn
(as in Magpie, Xu et al. 2024, https://arxiv.org/abs/2406.08464, which opens the turn alone; few of those of a small voice are questions)."""

from __future__ import annotations

import re

import torch
from transformers import LlamaForCausalLM

from .data.chat import ChatTemplate
from .model.text_tower import Teacher

OPENINGS = "What is|What is the|What are|What do|What does|Who is|Who was|Who wrote|Which|Which country|How many|How do|How does|How can I|" \
           "Where is|When did|Why is|Why do|Is it|Can you|Name|Give|Write|Write in the|Translate to|Correct|Explain|Describe|Tell me|" \
           "What is the capital of|What is the largest|What is the opposite of|What is the name of|What animal|What colour|What is 1"
MOST_TOKENS, FEWEST_WORDS = 16, 3
#: Sentence embeddings of this cosine ask about the same.
ALIKE = 0.8


@torch.no_grad()
def invented(voice: LlamaForCausalLM, template: ChatTemplate, each: int, seed: int = 0) -> list[str]:
    """What the voice makes of each opening, `each` times: those that are one sentence of a few words, each once."""
    torch.manual_seed(seed)
    out: list[str] = []
    for opening in OPENINGS.split("|"):
        ids = torch.tensor([[*template.user, *template.plain(opening)]]).expand(each, -1)
        written = voice.generate(input_ids=ids, attention_mask=torch.ones_like(ids), max_new_tokens=MOST_TOKENS, do_sample=True, temperature=0.8,
                                 top_p=0.95, top_k=0, eos_token_id=template.end, pad_token_id=template.end)[:, len(template.user):]
        out += [first_sentence(template.tokenizer.decode(row, skip_special_tokens=True)) for row in written]
    return [question for question in dict.fromkeys(out) if len(question.split()) >= FEWEST_WORDS]


def first_sentence(text: str) -> str:
    """What stands before the first line's end up to its first full stop or question mark; empty where there is none."""
    found = re.match(r"[^\n]*?[.?!](?=\s|$)", text.strip())
    return found.group() if found else ""


def unlike(tested: list[str], questions: list[str], teacher: Teacher) -> list[str]:
    """The questions that ask for something else than each of `tested`, by the cosine of their embeddings."""
    if not questions:
        return []
    nearest = (teacher(questions) @ teacher(tested).T).amax(1)
    return [question for question, cosine in zip(questions, nearest) if cosine < ALIKE]
