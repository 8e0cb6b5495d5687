"""In which precision products are computed while training."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext

import torch

SHAPE, TIMES, WORTH = (512, 576, 1536), 8, 1.3


def seconds(dtype: torch.dtype) -> float:
    """The quickest of a few products of a layer's size."""
    rows, inner, columns = SHAPE
    a, b = torch.randn(rows, inner).to(dtype), torch.randn(columns, inner).to(dtype)
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        torch.nn.functional.linear(a, b)
        taken.append(time.perf_counter() - began)
    return min(taken)


def fast_products() -> AbstractContextManager:
    """A context in which products have bfloat16 factors where this machine is faster with them, float32 ones elsewhere.

    Parameters, optimizer, norms and losses stay in float32.
    """
    faster = seconds(torch.float32) / seconds(torch.bfloat16)
    print(f"products of bfloat16 are {faster:.1f} times as fast as of float32", flush=True)
    return torch.autocast("cpu", torch.bfloat16) if faster > WORTH else nullcontext()
