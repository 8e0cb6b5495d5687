"""Lets a new component point into a weight file that another pack already ships; only what is new gets a new file."""

from __future__ import annotations

from pathlib import Path

import onnx
from onnx import TensorProto

from .weight_file import ALIGNMENT, WeightFile


def shipped_weights(model_path: Path, location: str) -> WeightFile:
    """A weight file as it ships, with the places that a shipped component (an ONNX file beside it) names."""
    weights = WeightFile(location)
    weights.data = bytearray((model_path.parent / location).read_bytes())
    weights.data.extend(b"\0" * (-len(weights.data) % ALIGNMENT))
    for tensor in onnx.load(model_path, load_external_data=False).graph.initializer:
        if tensor.data_location == TensorProto.EXTERNAL:
            facts = {entry.key: entry.value for entry in tensor.external_data}
            weights.places[tensor.name] = (int(facts["offset"]), int(facts["length"]))
    return weights


def split(model: onnx.ModelProto, weights: WeightFile, shipped_bytes: int, location: str) -> bytes:
    """Moves what was placed behind the first `shipped_bytes` to a file of its own; returns that file's bytes."""
    for tensor in model.graph.initializer:
        if tensor.data_location != TensorProto.EXTERNAL:
            continue
        facts = {entry.key: entry for entry in tensor.external_data}
        offset = int(facts["offset"].value)
        if offset >= shipped_bytes:
            facts["location"].value, facts["offset"].value = location, str(offset - shipped_bytes)
    return bytes(weights.data[shipped_bytes:])
