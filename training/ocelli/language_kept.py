"""What tuning cost in plain language: right answers of the tuned voice beside those of the published one.

    python -m ocelli.language_kept --checkpoint .work/llava/last.pt
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import torch
from transformers import LlamaForCausalLM

from .data.chat import ChatTemplate, Turn
from .data.plain_questions import QUESTIONS
from .llava_checkpoint import load_llava
from .model.bridge import IMAGE_TOKENS
from .model.voice import load_voice

MAX_TOKENS = 32


@torch.no_grad()
def plain_answers(voice: LlamaForCausalLM, template: ChatTemplate, questions: list[str], most: int = MAX_TOKENS) -> list[str]:
    """Greedy answers, of at most `most` tokens, to questions without a picture; questions of equal length share a batch."""
    prompts = [template.render([Turn(q, "")], pictured=False, open_end=True).ids for q in questions]
    out = [""] * len(questions)
    for length in {len(p) for p in prompts}:
        chosen = [i for i, p in enumerate(prompts) if len(p) == length]
        ids = torch.tensor([prompts[i] for i in chosen])
        written = voice.generate(input_ids=ids, attention_mask=torch.ones_like(ids), max_new_tokens=most, do_sample=False,
                                 eos_token_id=template.end, pad_token_id=template.end)[:, length:]
        for i, row in zip(chosen, written):
            out[i] = template.tokenizer.decode(row, skip_special_tokens=True).strip()
    return out


def is_right(answer: str, wanted: str) -> bool:
    """wanted: alternatives parted by |; one of them starts a word of the answer. Capitals count where they are asked for."""
    flags = 0 if wanted.isupper() and wanted.isalpha() else re.IGNORECASE
    return re.search(rf"\b(?:{wanted})", answer, flags) is not None


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    arguments = parser.parse_args()
    llava, _, tokenizer = load_llava(arguments.checkpoint)
    rules, asked = ChatTemplate(tokenizer, IMAGE_TOKENS), [q for q, _ in QUESTIONS]
    said = {"published": plain_answers(load_voice(), rules, asked), "tuned": plain_answers(llava.voice, rules, asked)}
    right = {name: [is_right(a, w) for a, (_, w) in zip(answers, QUESTIONS)] for name, answers in said.items()}
    for i, question in enumerate(asked):
        marks = " ".join(f"{name} {'right' if right[name][i] else 'WRONG'}: {said[name][i]!r}" for name in said)
        print(f"{question} | {marks}")
    both = sum(a and b for a, b in zip(*right.values()))
    print(f"right: published {sum(right['published'])}, tuned {sum(right['tuned'])} of {len(QUESTIONS)}; "
          f"tuned keeps {both / max(1, sum(right['published'])):.1%} of what the published voice answers")
