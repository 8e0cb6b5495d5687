"""Weight-only quantisation: 4 bits in blocks of 64 with scale and minimum, and 8 bits a row.

The same functions serve quantisation-aware training (a straight-through estimator) and the export, so
that what is trained is what ships.
"""

from __future__ import annotations

from copy import deepcopy

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

BLOCK = 64
#: Inputs of a detector's convolution that bears 4 bits.
WIDE = 128


def quantise_q4(weight: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """[rows, …] -> codes 0..15 [rows, blocks, 64] uint8, scale and minimum [rows, blocks, 1] float16.

    A row's last block is filled up with its last number.
    """
    flat = weight.flatten(1)
    filling = flat[:, -1:].expand(-1, -flat.shape[1] % BLOCK)
    blocks = torch.cat([flat, filling], 1).unflatten(-1, (-1, BLOCK))
    low, high = blocks.amin(-1, keepdim=True), blocks.amax(-1, keepdim=True)
    minimum = low.half()
    scale = ((high - minimum.float()) / 15).clamp_min(1e-6).half()
    codes = ((blocks - minimum.float()) / scale.float()).round().clamp(0, 15).to(torch.uint8)
    return codes, scale, minimum


def dequantise_q4(codes: Tensor, scale: Tensor, minimum: Tensor) -> Tensor:
    return (codes.float() * scale.float() + minimum.float()).flatten(-2)


def quantise_q8(weight: Tensor) -> tuple[Tensor, Tensor]:
    """[rows, …] -> codes -127..127 int8 of the same shape, scale [rows, 1, …] float32: symmetric, a row a scale."""
    flat = weight.flatten(1)
    scale = (flat.abs().amax(1) / 127).clamp_min(1e-12).view(-1, *[1] * (weight.dim() - 1))
    return (weight / scale).round().clamp(-127, 127).to(torch.int8), scale


def dequantise_q8(codes: Tensor, scale: Tensor) -> Tensor:
    return codes.float() * scale


def through_q4(weight: Tensor) -> Tensor:
    return dequantise_q4(*quantise_q4(weight))[:, :weight[0].numel()].reshape(weight.shape)


def through_q8(weight: Tensor) -> Tensor:
    return dequantise_q8(*quantise_q8(weight))


class StraightThrough(nn.Module):
    """Forward: the quantised weight. Backward: as if it were not."""

    def __init__(self, through) -> None:
        super().__init__()
        self.through = through

    def forward(self, weight: Tensor) -> Tensor:
        with torch.no_grad():
            difference = self.through(weight) - weight
        return weight + difference


def med_scheme(name: str, shape: tuple[int, ...]) -> str:
    """Precision of a MED weight: matrices q4, the word table q4 read a row at a time, the rest as it is."""
    if name.endswith("embeddings.word.weight"):
        return "table"
    matrix = len(shape) == 2 and shape[1] % BLOCK == 0 and shape[0] > 8 and "position" not in name
    return "q4" if matrix else "f32"


def vision_scheme(name: str, shape: tuple[int, ...]) -> str:
    """Precision of a weight of the eye, the image embedding, the memory or the visual tokens.

    The class head, its words, the memory, the patches' projection and the image embedding's layers bear 4 bits (measured on
    recall), and so do the wide convolutions of the detector (average precision on COCO-dev's words); the rest gets 8.
    """
    if any(part in name for part in ("classifier", "class_words", "memory.weight", "patch_projection", "image_embedding.inner",
                                     "image_embedding.output")):
        return "q4" if name.endswith("weight") else "f32"
    if "detector" in name and len(shape) == 4 and shape[1] >= WIDE:
        return "q4"
    large = len(shape) >= 2 and torch.Size(shape).numel() >= 4096
    return "q8" if large and "position" not in name and "role" not in name else "f32"


@torch.no_grad()
def quantised_copy(module: nn.Module, scheme) -> nn.Module:
    """The module as it ships: the same code on dequantised weights."""
    copy = deepcopy(module)
    through = {"q4": through_q4, "table": through_q4, "q8": through_q8, "f32": lambda weight: weight}
    for name, parameter in copy.named_parameters():
        parameter.copy_(through[scheme(name, tuple(parameter.shape))](parameter))
    return copy


def train_quantised(module: nn.Module) -> None:
    """Turns on quantisation-aware training of a MED: its matrices and its word table are seen at 4 bits."""
    for name, child in list(module.named_modules()):
        weight = getattr(child, "weight", None)
        shippable = isinstance(child, (nn.Linear, nn.Embedding)) and weight.requires_grad
        if shippable and med_scheme(f"{name}.weight", tuple(weight.shape)) in ("q4", "table"):
            parametrize.register_parametrization(child, "weight", StraightThrough(through_q4))


def plain(module: nn.Module) -> None:
    """Ends quantisation-aware training, leaving the quantised weights in place."""
    for child in module.modules():
        if parametrize.is_parametrized(child, "weight"):
            parametrize.remove_parametrizations(child, "weight", leave_parametrized=True)
