"""Training by the clock: the learning rate falls along a cosine of the minutes spent, checkpoints come as time goes by."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import torch
from torch import Tensor

from .precision import fast_products

WARM_UP, LOWEST, CHECKPOINT_SECONDS = 20, 0.03, 120


def rate(done: float, step: int, warm_up: int = WARM_UP) -> float:
    """Factor of the learning rate after a share `done` of the time."""
    return min(1.0, (step + 1) / warm_up) * max(LOWEST, 0.5 * (1 + math.cos(math.pi * done)))


def train_by_the_clock(optimizer: torch.optim.Optimizer, minutes: float, losses: Callable[[int], dict[str, Tensor]],
                       save: Callable[..., None], stored: dict | None, name: str) -> None:
    """Steps until `minutes` are spent, those of `stored` (step, spent, optimizer) included.

    losses(step) gives losses by name, already weighted; groups carry their highest rate as "base".
    save(step=…, spent=…, optimizer=…) writes a checkpoint.
    """
    step, spent = (stored["step"], stored["spent"]) if stored else (0, 0.0)
    if stored and "optimizer" in stored:  # A restored pack has none.
        optimizer.load_state_dict(stored["optimizer"])
    parameters = [p for group in optimizer.param_groups for p in group["params"]]
    products = fast_products()  # Before the clock starts: where bfloat16 is slow, measuring it takes a while.
    began, total, smooth, saved = time.time() - spent, minutes * 60, {}, time.time()
    while (done := (time.time() - began) / total) < 1:
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * rate(done, step)
        with products:
            parts = losses(step)
        optimizer.zero_grad(set_to_none=True)
        sum(parts.values()).backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        step += 1
        smooth |= {k: 0.95 * smooth.get(k, v.item()) + 0.05 * v.item() for k, v in parts.items()}
        if step % 5 == 0:
            print(f"{name} step {step} {done:.1%} " + " ".join(f"{k} {v:.3f}" for k, v in smooth.items()), flush=True)
        if time.time() - saved > CHECKPOINT_SECONDS:
            save(step=step, spent=time.time() - began, optimizer=optimizer.state_dict())
            saved = time.time()
    save(step=step, spent=time.time() - began, optimizer=optimizer.state_dict())
