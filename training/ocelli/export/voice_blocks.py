"""Blocks of 32 weights at 4 bits, w = scale * code + minimum: the voice's precision, whatever made the codes.

The same grid as GGUF's Q4_1, laid out as onnxruntime's MatMulNBits reads it: a byte holds two neighbours, the
first in its low half, and scales and minimums are arrays of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BLOCK = 32


@dataclass
class Blocks:
    """A matrix [rows, columns] in blocks along its columns."""

    codes: np.ndarray  # uint8 0..15 [rows, columns / 32, 32]
    scales: np.ndarray  # float16 [rows, columns / 32]
    minimums: np.ndarray  # float16 [rows, columns / 32]

    @property
    def shape(self) -> tuple[int, int]:
        rows, blocks = self.scales.shape
        return rows, blocks * BLOCK

    def rows(self, order: np.ndarray) -> "Blocks":
        return Blocks(self.codes[order], self.scales[order], self.minimums[order])

    def packed(self) -> np.ndarray:
        """uint8 [rows, columns / 32, 16]."""
        return self.codes[..., 0::2] | (self.codes[..., 1::2] << 4)

    def expanded(self) -> np.ndarray:
        """float32 [rows, columns]."""
        scale, minimum = self.scales.astype(np.float32), self.minimums.astype(np.float32)
        return (self.codes * scale[..., None] + minimum[..., None]).reshape(self.shape)


def from_q4_1(raw: np.ndarray) -> Blocks:
    """GGUF's Q4_1, uint8 [rows, blocks, 20]: scale, minimum, then the first 16 codes in the low halves of 16 bytes."""
    halves = np.ascontiguousarray(raw[..., :4]).view(np.float16)
    nibbles = raw[..., 4:]
    codes = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1)
    return Blocks(codes, halves[..., 0].copy(), halves[..., 1].copy())


@dataclass
class Bytes:
    """A matrix at 8 bits in blocks along its columns, w = scale * (code - 128): onnxruntime's default zero point."""

    codes: np.ndarray  # uint8 1..255 [rows, columns / 32, 32]
    scales: np.ndarray  # float16 [rows, columns / 32]

    def expanded(self) -> np.ndarray:
        """float32 [rows, columns]."""
        return ((self.codes.astype(np.float32) - 128) * self.scales.astype(np.float32)[..., None]).reshape(len(self.codes), -1)


def quantise_bytes(weight: np.ndarray) -> Bytes:
    blocks = weight.astype(np.float32).reshape(weight.shape[0], -1, BLOCK)
    scales = np.maximum(np.abs(blocks).max(-1) / 127, 1e-6).astype(np.float16)
    codes = np.clip(np.rint(blocks / scales.astype(np.float32)[..., None]), -127, 127) + 128
    return Bytes(codes.astype(np.uint8), scales)


def quantise(weight: np.ndarray, rounds: int = 8) -> Blocks:
    """The nearest blocks in the sense of least squares: codes and line (scale, minimum) are fitted in turns.

    Starts from several widths of the range, and keeps the best of each block.
    """
    blocks = weight.astype(np.float32).reshape(weight.shape[0], -1, BLOCK)
    low, high = blocks.min(-1), blocks.max(-1)
    best, least = None, None
    for width in (1.0, 0.92, 0.84):
        middle, half = (low + high) / 2, (high - low) / 2 * width
        scale, minimum = half * 2 / 15, middle - half
        for _ in range(rounds if width < 1 else rounds // 2):
            codes = _codes(blocks, scale, minimum)
            candidate = Blocks(codes.astype(np.uint8), *_halves(scale, minimum))
            candidate.codes = _codes(blocks, candidate.scales, candidate.minimums).astype(np.uint8)
            error = ((candidate.expanded().reshape(blocks.shape) - blocks) ** 2).sum(-1)
            if best is None:
                best, least = candidate, error
            else:
                better = error < least
                best = Blocks(np.where(better[..., None], candidate.codes, best.codes),
                              np.where(better, candidate.scales, best.scales),
                              np.where(better, candidate.minimums, best.minimums))
                least = np.minimum(error, least)
            scale, minimum = _line(blocks, codes)
    return best


def _halves(scale: np.ndarray, minimum: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.maximum(scale, 1e-6).astype(np.float16), minimum.astype(np.float16)


def _codes(blocks: np.ndarray, scale: np.ndarray, minimum: np.ndarray) -> np.ndarray:
    divisor = np.maximum(scale.astype(np.float32), 1e-7)[..., None]
    return np.clip(np.rint((blocks - minimum.astype(np.float32)[..., None]) / divisor), 0, 15)


def _line(blocks: np.ndarray, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Least squares of block = scale * code + minimum."""
    codes_mean, mean = codes.mean(-1), blocks.mean(-1)
    spread = codes - codes_mean[..., None]
    scale = (spread * blocks).sum(-1) / np.maximum((spread**2).sum(-1), 1e-9)
    return scale, mean - scale * codes_mean
