"""Weights read back from a pack's ONNX components: the state they were written from, rounded as it ships."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, numpy_helper
from onnx.external_data_helper import load_external_data_for_tensor, uses_external_data
from torch import Tensor

from ..quantisation import dequantise_q4, dequantise_q8


def shipped_state(component: Path, prefix: str = "", elsewhere: Path | None = None) -> dict[str, Tensor]:
    """Float32 tensors, and whole numbers, by the name each had before it was quantised; constants of the graph come along.

    Only of names with the prefix: the files that others lie in need not be there. elsewhere: the folder of files that
    don't lie beside the component.
    """
    model = onnx.load(component, load_external_data=False)
    stored = {tensor.name: tensor for tensor in model.graph.initializer if tensor.name.startswith(prefix)}
    for tensor in stored.values():
        if uses_external_data(tensor):
            location = next(entry.value for entry in tensor.external_data if entry.key == "location")
            beside = (component.parent / location).exists()
            load_external_data_for_tensor(tensor, str(component.parent if beside or elsewhere is None else elsewhere))
            tensor.data_location = TensorProto.DEFAULT
    state = {}
    for name, tensor in stored.items():
        bare, _, kind = name.rpartition(".")
        if kind == "q4":
            scale, minimum = (read(stored[f"{bare}.{part}"]) for part in ("scale", "minimum"))
            rows = dequantise_q4(nibbles(tensor).view(*scale.shape[:2], -1), scale, minimum)
            if f"{bare}.shape" in stored:  # A row may have been filled up to whole blocks.
                shape = read(stored[f"{bare}.shape"]).tolist()
                rows = rows[:, :math.prod(shape[1:])].reshape(shape)
            state[bare] = rows
        elif kind == "q8":
            state[bare] = dequantise_q8(read(tensor), read(stored[f"{bare}.scale"]))
        elif tensor.data_type in (TensorProto.FLOAT, TensorProto.INT64) and not is_quantisation(name, stored):
            state[name] = read(tensor)
    return state


def read(tensor: TensorProto) -> Tensor:
    return torch.from_numpy(numpy_helper.to_array(tensor).copy())


def is_quantisation(name: str, stored: dict) -> bool:
    """Whether a tensor tells how another one's codes are read: its scale, its minimum, its shape."""
    bare = name.rpartition(".")[0]
    return any(f"{bare}.{codes}" in stored for codes in ("q4", "q8"))


def nibbles(tensor: TensorProto) -> Tensor:
    """Codes 0..15, flat, whether the component sees them as UINT4 or as packed bytes (even entries in the low half)."""
    packed = np.frombuffer(tensor.raw_data, np.uint8)
    return torch.from_numpy(np.stack([packed & 15, packed >> 4], -1).reshape(-1))
