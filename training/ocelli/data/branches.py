"""One picture, one question, several answers: the picture is read once, and each answer knows nothing of the others.

    positions  0 … p-1          p … p+a          p … p+b
               prompt (shared)  answer 1 <end>   answer 2 <end>

A caption is about 13 tokens behind 45 of picture and question, so three captions of near sentences cost 1.5 times one.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from .chat import IGNORED, IMAGE, ChatTemplate, Rendered, Turn

BLOCKED = -1e4


@dataclass(frozen=True)
class Branched:
    """ids with IMAGE where the picture is, the place of each, and the branch of each; branch 0 is seen by all."""

    ids: list[int]
    positions: list[int]
    branches: list[int]
    #: (index of the token that is read, id that follows it).
    targets: list[tuple[int, int]]


def branched(template: ChatTemplate, question: str, answers: list[str]) -> Branched:
    """A question with several answers, each as if it were the only one."""
    prompt = template.question(question, True)
    ids, positions, branches = list(prompt), list(range(len(prompt))), [0] * len(prompt)
    targets: list[tuple[int, int]] = []
    for branch, answer in enumerate(answers, 1):
        said = [*template.plain(answer.strip()), template.end]
        read = [len(prompt) - 1, *range(len(ids), len(ids) + len(said) - 1)]
        targets += zip(read, said)
        # The end is said, but nothing is read behind it.
        ids += said[:-1]
        positions += range(len(prompt), len(prompt) + len(said) - 1)
        branches += [branch] * (len(said) - 1)
    return Branched(ids, positions, branches, targets)


def chained(template: ChatTemplate, turns: list[Turn]) -> Branched:
    """An ordinary conversation: one branch, which is all read."""
    rendered: Rendered = template.render(turns)
    targets = [(i - 1, label) for i, label in enumerate(rendered.labels) if label != IGNORED]
    ids = rendered.ids[:-1]
    return Branched(ids, list(range(len(ids))), [0] * len(ids), targets)


def with_image_tokens(sample: Branched, count: int) -> Branched:
    """The same said of a picture of another number of tokens, which stand in one run in the shared prompt."""
    first, before = sample.ids.index(IMAGE), sample.ids.count(IMAGE)
    behind, more = first + before, count - before
    ids = [*sample.ids[:first], *[IMAGE] * count, *sample.ids[behind:]]
    branches = [*[0] * (first + count), *sample.branches[behind:]]
    positions = [*range(first + count), *(position + more for position in sample.positions[behind:])]
    return Branched(ids, positions, branches, [(index + more, said) for index, said in sample.targets])


def attention_mask(samples: list[Branched]) -> Tensor:
    """Additive [b, 1, t, t]: a token sees itself and those before it of the prompt and of its own branch."""
    longest = max(len(s.ids) for s in samples)
    branch = torch.tensor([s.branches + [-1] * (longest - len(s.ids)) for s in samples])
    sees = (branch[:, None, :] == 0) | (branch[:, None, :] == branch[:, :, None])
    return (~(sees & torch.ones(longest, longest, dtype=torch.bool).tril())).float()[:, None] * BLOCKED
