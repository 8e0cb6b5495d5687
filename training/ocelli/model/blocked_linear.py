"""A linear layer on 4-bit blocks: the codes stay, scales and minimums are trained (PEQA, Kim et al. 2023,
https://arxiv.org/abs/2305.14152; the minimums besides)."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..export.voice_blocks import BLOCK, Blocks

#: Codes are counted from the middle of 0..15, so that a block can be stretched without being moved.
MIDDLE = 7.5


class BlockedLinear(nn.Module):
    """x [.., columns] -> [.., rows]. With stretch and shift at zero the weights are those of the blocks.

    weight = scale * ((1 + stretch) * (code - 7.5) + shift) + (minimum + 7.5 * scale), a stretch and a shift for each block
    """

    def __init__(self, blocks: Blocks) -> None:
        super().__init__()
        scale = torch.from_numpy(blocks.scales).float()
        self.register_buffer("scale", scale, persistent=False)
        self.register_buffer("centre", torch.from_numpy(blocks.minimums).float() + MIDDLE * scale, persistent=False)
        # Halves up to 7.5 are whole in bfloat16.
        self.register_buffer("centred", torch.from_numpy(blocks.codes).to(torch.bfloat16) - MIDDLE, persistent=False)
        self.stretch, self.shift = (nn.Parameter(torch.zeros_like(scale)) for _ in range(2))
        self._expanded: tuple[tuple, Tensor] | None = None

    def lines(self) -> tuple[Tensor, Tensor]:
        """Scale and minimum of each block [rows, blocks], as they ship but for their precision."""
        scale = self.scale * (1 + self.stretch)
        return scale, self.centre + self.scale * self.shift - MIDDLE * scale

    @torch.no_grad()
    def read(self, scale: Tensor, minimum: Tensor) -> None:
        """Takes over the lines of blocks with the same codes; the inverse of `lines`. Blocks of scale 0 can't be stretched."""
        unit = torch.where(self.scale == 0, 1.0, self.scale)
        self.stretch.copy_(torch.where(self.scale == 0, 0.0, scale / unit - 1))
        self.shift.copy_((minimum + MIDDLE * scale - self.centre) / unit)

    def packed(self) -> np.ndarray:
        """The codes as they are stored, uint8 [rows, columns / 32, 16]."""
        codes = (self.centred + MIDDLE).to(torch.uint8).numpy()
        return Blocks(codes, *(half.numpy() for half in (self.scale, self.centre))).packed()

    @torch.no_grad()
    def expanded(self, dtype: torch.dtype) -> Tensor:
        """Weights [rows, columns], computed once for as long as nothing was trained."""
        key = (self.stretch._version, self.shift._version, dtype)
        if self._expanded is None or self._expanded[0] != key:
            scale = self.scale * (1 + self.stretch)
            weight = self.centred * scale[..., None] + (self.centre + self.scale * self.shift)[..., None]
            self._expanded = key, weight.flatten(1).to(dtype)
        return self._expanded[1]

    def forward(self, x: Tensor) -> Tensor:
        if torch.is_autocast_enabled("cpu"):
            x = x.to(torch.get_autocast_dtype("cpu"))
        return _Product.apply(x, self.stretch, self.shift, self)


class _Product(torch.autograd.Function):
    """The product with the expanded weights. Autograd by itself would keep and sum several arrays of their size."""

    @staticmethod
    def forward(ctx, x: Tensor, stretch: Tensor, shift: Tensor, layer: BlockedLinear) -> Tensor:
        weight = layer.expanded(x.dtype)
        ctx.save_for_backward(x, weight)
        ctx.layer = layer
        return F.linear(x, weight)

    @staticmethod
    def backward(ctx, of_output: Tensor) -> tuple[Tensor | None, Tensor | None, Tensor | None, None]:
        x, weight = ctx.saved_tensors
        layer = ctx.layer
        of_x = of_output @ weight if ctx.needs_input_grad[0] else None
        if not ctx.needs_input_grad[1]:
            return of_x, None, None, None
        of_weight = (of_output.flatten(0, -2).T @ x.flatten(0, -2)).unflatten(1, (-1, BLOCK))
        of_stretch = (of_weight * layer.centred).sum(-1, dtype=torch.float32) * layer.scale
        return of_x, of_stretch, of_weight.sum(-1, dtype=torch.float32) * layer.scale, None
