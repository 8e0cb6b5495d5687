"""Recall at 1, 5 and 10, image to text and text to image; row i of both belong together."""

from __future__ import annotations

from torch import Tensor


def ranks(scores: Tensor) -> Tensor:
    """[n, n] -> how many candidates score at least as well as the right one, itself included [n]."""
    return (scores >= scores.diagonal()[:, None]).sum(1)


def recall(image: Tensor, text: Tensor) -> str:
    scores = image @ text.T
    return " | ".join("/".join(f"{100 * (ranks(s) <= k).float().mean():.0f}" for k in (1, 5, 10))
                      for s in (scores, scores.T))
