"""Greedy and beam search with the grounded decoder: the oracle of the browser's decode loop."""

from __future__ import annotations

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


@torch.no_grad()
def generate(med: Med, visual_tokens: Tensor, start: int, end: int, settings: Settings) -> list[Hypothesis]:
    """Visual tokens [1, s, width] -> hypotheses, best first. beams = 1 is greedy."""
    beams, cross = settings.beams, med.cross_key_values(visual_tokens)
    live, past = [Hypothesis((), 0.0)], None
    finished: list[Hypothesis] = []
    ids = torch.tensor([[start]])
    for length in range(settings.max_tokens):
        wide = [(k.expand(len(live), -1, -1, -1), v.expand(len(live), -1, -1, -1)) for k, v in cross]
        hidden, past = med.grounded_decoder(ids, wide, past=past)
        log_probs = med.lm_logits(hidden[:, -1]).log_softmax(-1)
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
        live = [h for _, h in chosen]
        if decided(finished, live, settings):
            return finished
        past = [(key[[row for row, _ in chosen]], value[[row for row, _ in chosen]]) for key, value in past]
        ids = torch.tensor([[h.ids[-1]] for h in live])
    return ranked([*finished, *live], settings)[:beams]


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
