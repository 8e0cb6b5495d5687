"""The file of a voice and what lies where in it: tensors by name, matrices in blocks of 4 bits, the word table."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from .voice_blocks import BLOCK, Blocks, quantise, quantise_bytes
from .weight_file import WeightFile

#: Words whose embeddings have 8 bits, the others 4: ids are in the order of BPE's merges, so the frequent ones come
#: first. All at 4 bits cost 6.8 % of perplexity, these 0.5 %; all at 8 bits are 7 MB more.
FREQUENT = 22528


class VoiceFile:
    def __init__(self) -> None:
        self.file, self.tensors = WeightFile("voice.bin"), []

    def store(self, name: str, array: np.ndarray, dtype: str = "f32") -> None:
        array = array.astype(np.float32) if dtype == "f32" else array
        offset, length = self.file.place(name, np.ascontiguousarray(array).tobytes())
        self.tensors.append({"name": name, "dtype": dtype, "shape": list(array.shape), "offset": offset, "bytes": length})

    def store_matrix(self, name: str, parts: list[Blocks | np.ndarray]) -> None:
        """Rows of the first part, then of the second, …; what isn't in blocks is put into them."""
        blocks = [part if isinstance(part, Blocks) else quantise(part) for part in parts]
        self.store(f"{name}.q", np.concatenate([part.packed() for part in blocks]), "u8")
        self.store(f"{name}.scales", np.concatenate([part.scales for part in blocks]), "f16")
        self.store(f"{name}.mins", np.concatenate([part.minimums for part in blocks]), "f16")

    def store_table(self, table: Blocks | np.ndarray) -> None:
        table = table.expanded() if isinstance(table, Blocks) else table
        frequent = min(FREQUENT, len(table) // 2)
        first = quantise_bytes(table[:frequent])
        self.store("table8.q", first.codes, "u8")
        self.store("table8.scales", first.scales, "f16")
        self.store_matrix("table4", [table[frequent:]])

    def write(self, folder: Path, shape: dict) -> dict:
        """Writes voice.bin and voice.json; returns what pack.json says under "voice"."""
        folder.mkdir(parents=True, exist_ok=True)
        self.file.write(folder)
        (folder / "voice.json").write_text(json.dumps({"block": BLOCK, "shape": shape, "tensors": self.tensors}))
        return {"file": "voice.bin", "shape": shape, "tensors": "voice.json"}
