"""Averages checkpoints of BLIP-2's second stage that go back to the same weights (model soups, Wortsman et al. 2022,
https://arxiv.org/abs/2203.05482).

    python -m ocelli.average A.pt B.pt --out .work/qformer/stage2.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor

from .workspace import work

State = dict[str, Tensor]


def average(states: list[State]) -> State:
    """The mean of each tensor; what isn't fractional must be the same in all. Raises ValueError where names or those differ."""
    first = states[0]
    if any(state.keys() != first.keys() for state in states):
        raise ValueError("the checkpoints have not the same weights")
    out = {}
    for name, tensor in first.items():
        if tensor.is_floating_point():
            out[name] = torch.stack([state[name] for state in states]).mean(0)
        elif all(torch.equal(tensor, state[name]) for state in states):
            out[name] = tensor
        else:
            raise ValueError(f"the checkpoints differ in {name}, which can't be averaged")
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=work("qformer", "stage2.pt"))
    arguments = parser.parse_args()
    stored = [torch.load(path, weights_only=False) for path in arguments.checkpoints]
    kept = {key: stored[0][key] for key in ("words", "decodable")}
    torch.save({"model": average([each["model"] for each in stored]), **kept, "step": 0, "spent": 0.0}, arguments.out)
