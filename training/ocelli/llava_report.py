"""How good LLaVA is: COCO-dev (captions, likelihood of human sentences), yes/no questions, easy-VQA's held-out drawings.

    python -m ocelli.llava_report --checkpoint .work/llava/last.pt [--beams 3] [--answers]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .caption_scores import caption_scores
from .data import easy_vqa
from .data.chat import ChatTemplate, Turn
from .data.coco import coco_captions
from .data.instructions import CAPTION
from .data.records import read
from .data.sentence_questions import sentence
from .data.yes_no import held_out_questions
from .features import features, sampled
from .llava_checkpoint import load_llava
from .llava_generation import answers, first_word
from .model.bridge import IMAGE_TOKENS
from .model.llava import Llava
from .model.text_tower import Teacher


@torch.no_grad()
def image_tokens(llava: Llava, dataset: str, rows: list[int]) -> Tensor:
    """Image tokens [n, 12, hidden] of cached plain views."""
    cached = features(dataset)
    parts = [torch.from_numpy(np.asarray(cached[rows[i:i + 64], 0], np.float32)) for i in range(0, len(rows), 64)]
    return torch.cat([llava.encode_image(part) for part in parts])


@torch.no_grad()
def nats_a_word(llava: Llava, template: ChatTemplate, seen: Tensor, said: list[tuple[str, ...]]) -> float:
    """Mean negative log-likelihood of human sentences, a SmolLM2 token (with the end)."""
    total, count = 0.0, 0
    for tokens, group in zip(seen, said):
        rendered = [template.render([Turn(CAPTION, sentence(s.strip().rstrip(".")))]) for s in group]
        labelled = sum(label >= 0 for r in rendered for label in r.labels)
        total += float(llava.loss(rendered, tokens.expand(len(group), -1, -1))) * labelled
        count += labelled
    return total / count


def caption_report(llava: Llava, template: ChatTemplate, beams: int) -> str:
    coco = read("coco-dev")
    seen = image_tokens(llava, "coco-dev", list(range(len(coco))))
    written = answers(llava, template, seen, [CAPTION] * len(coco), max_tokens=24, beams=beams)
    scores = caption_scores([list(r.captions) for r in coco], written)
    cost = nats_a_word(llava, template, seen, [r.captions for r in coco])
    return (f"  coco-dev beams {beams}: " + " ".join(f"{k} {v:.3f}" for k, v in scores.items())
            + f" {cost:.3f} nats a token | {' '.join(written[:6])}")


def yes_no_report(llava: Llava, template: ChatTemplate, sentences: list[str], count: int) -> str:
    lines = []
    for name, asked in held_out_questions(sentences).items():
        asked = asked[:count]
        rows = [q.row for q in asked]
        seen = image_tokens(llava, asked[0].record.dataset, rows)
        said = [yes > no for yes, no in first_word(llava, template, seen, [q.question for q in asked], ("Yes", "No")).tolist()]
        right = sum(s == q.yes for s, q in zip(said, asked)) / len(asked)
        lines.append(f"  yes/no {name}: {right:.1%} right of {len(asked)}, {sum(said) / len(asked):.1%} yes")
    return "\n".join(lines)


def drawing_report(llava: Llava, template: ChatTemplate, count: int) -> str:
    """Held-out drawings, each question by itself, greedy."""
    questions, drawings = easy_vqa.questions(), sampled(easy_vqa.DATASET)
    asked = [(row, q, a) for row, r in enumerate(drawings) if r.split == "val" for q, a in questions[int(r.path.stem)]]
    asked = asked[::max(1, len(asked) // count)]
    seen = image_tokens(llava, easy_vqa.DATASET, [row for row, _, _ in asked])
    said = answers(llava, template, seen, [q.capitalize() for _, q, _ in asked], max_tokens=6)
    kinds: dict[str, list[bool]] = {"yes/no": [], "colour": [], "shape": []}
    for (_, _, answer), written in zip(asked, said):
        kind = "yes/no" if answer in ("yes", "no") else "colour" if answer in easy_vqa.COLOURS else "shape"
        kinds[kind].append(written.lower().strip(". ") == answer)
    every = [hit for hits in kinds.values() for hit in hits]
    return f"  easy-VQA held out: {sum(every) / len(every):.1%} of {len(every)} (" + ", ".join(
        f"{kind} {sum(hits) / max(1, len(hits)):.1%}" for kind, hits in kinds.items()) + ")"


def report(llava: Llava, template: ChatTemplate, sentences: list[str], beams: tuple[int, ...] = (1,), count: int = 300) -> str:
    return "\n".join([*(caption_report(llava, template, b) for b in beams),
                      yes_no_report(llava, template, sentences, count), drawing_report(llava, template, count)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--beams", type=int, default=3)
    parser.add_argument("--count", type=int, default=600, help="questions of each set")
    arguments = parser.parse_args()
    model, _, words = load_llava(arguments.checkpoint)
    rules = ChatTemplate(words, IMAGE_TOKENS)
    print(report(model, rules, coco_captions(Teacher())[0], (1, arguments.beams), arguments.count))
