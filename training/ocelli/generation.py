"""Greedy and beam search with the grounded decoder: the oracle of the browser's decode loop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from .model.med import Med


@dataclass(frozen=True)
class Settings:
    beams: int = 3
    max_tokens: int = 24
    min_tokens: int = 4
    length_penalty: float = 1.0
    no_repeat_ngram: int = 0  # groups of this many words may not come twice; 0: no such rule
    repetition_penalty: float = 1.0  # log-probabilities of words already said are multiplied by it (CTRL)
    repeatable: frozenset[int] | None = None  # the only words that may come more than once; None: all may


@dataclass(frozen=True)
class Hypothesis:
    ids: tuple[int, ...]  # a finished one ends with the end word
    log_prob: float  # sum over ids

    def score(self, settings: Settings) -> float:
        return self.log_prob / max(1, len(self.ids)) ** settings.length_penalty


#: Goes on from these rows of the step before with a word each (None: the first step) -> log-probabilities [rows, words].
Step = Callable[[list[tuple[int, int]] | None], Tensor]


@torch.no_grad()
def generate(med: Med, visual_tokens: Tensor, start: int, end: int, settings: Settings) -> list[Hypothesis]:
    """Visual tokens [1, s, width] -> hypotheses, best first. beams = 1 is greedy."""
    cross, past = med.cross_key_values(visual_tokens), None

    def step(going_on: list[tuple[int, int]] | None) -> Tensor:
        nonlocal past
        ids = torch.tensor([[word] for _, word in going_on] if going_on else [[start]])
        if going_on:
            rows = [row for row, _ in going_on]
            past = [(key[rows], value[rows]) for key, value in past]
        wide = [(k.expand(len(ids), -1, -1, -1), v.expand(len(ids), -1, -1, -1)) for k, v in cross]
        hidden, past = med.grounded_decoder(ids, wide, past=past)
        return med.lm_logits(hidden[:, -1]).log_softmax(-1)

    return search(step, end, settings)


@torch.no_grad()
def search(step: Step, end: int, settings: Settings) -> list[Hypothesis]:
    """Beam search over whatever model the steps are of -> hypotheses, best first."""
    beams, live, going_on = settings.beams, [Hypothesis((), 0.0)], None
    finished: list[Hypothesis] = []
    for _ in range(settings.max_tokens):
        log_probs = step(going_on)
        for row, hypothesis in enumerate(live):
            apply_rules(log_probs[row], hypothesis.ids, end, settings)
        total = log_probs + torch.tensor([h.log_prob for h in live])[:, None]
        best = total.flatten().topk(2 * beams)
        chosen: list[tuple[int, Hypothesis]] = []
        for rank, (value, flat) in enumerate(zip(best.values.tolist(), best.indices.tolist())):
            row, word = divmod(flat, log_probs.shape[1])
            candidate = Hypothesis((*live[row].ids, word), value)
            if word != end and len(chosen) < beams:
                chosen.append((row, candidate))
            elif word == end and rank < beams:
                finished.append(candidate)
        finished = ranked(finished, settings)[:beams]
        live, going_on = [h for _, h in chosen], [(row, h.ids[-1]) for row, h in chosen]
        if decided(finished, live, settings):
            return finished
    return ranked([*finished, *live], settings)[:beams]


def chosen_by_itc(found: list[Hypothesis], itc: Tensor, settings: Settings, weight: float) -> int:
    """Which of the finished captions is likely and near the picture. itc: cosines of their texts and the picture [n]."""
    return max(range(len(found)), key=lambda i: found[i].score(settings) + weight * float(itc[i]))


def apply_rules(log_probs: Tensor, ids: tuple[int, ...], end: int, settings: Settings) -> None:
    """What a caption may not do, and should not, in place: end early, repeat groups of words, repeat words."""
    if len(ids) < settings.min_tokens:
        log_probs[end] = -torch.inf
    for word in set(ids):
        log_probs[word] *= settings.repetition_penalty
        if settings.repeatable is not None and word not in settings.repeatable:
            log_probs[word] = -torch.inf
    n = settings.no_repeat_ngram
    if n and len(ids) >= n - 1:
        prefix = ids[len(ids) - n + 1:]
        for i in range(len(ids) - n + 1):
            if ids[i:i + n - 1] == prefix:
                log_probs[ids[i + n - 1]] = -torch.inf


def ranked(hypotheses: list[Hypothesis], settings: Settings) -> list[Hypothesis]:
    return sorted(hypotheses, key=lambda h: -h.score(settings))


def decided(finished: list[Hypothesis], live: list[Hypothesis], settings: Settings) -> bool:
    """Enough are finished, and no live one can beat the worst of them."""
    if len(finished) < settings.beams:
        return False
    return settings.beams == 1 or all(h.score(settings) <= finished[-1].score(settings) for h in live)
