"""One binary file that several ONNX components point into: equal weights are stored once."""

from __future__ import annotations

from pathlib import Path

ALIGNMENT = 64


class WeightFile:
    """Bytes by name. Asking twice for a name gives the same place; its bytes must then be equal."""

    def __init__(self, location: str) -> None:
        self.location, self.data, self.places = location, bytearray(), {}

    def place(self, name: str, data: bytes) -> tuple[int, int]:
        if name in self.places:
            offset, length = self.places[name]
            # A component may use the first rows of a table only: a prefix lies at the same offset.
            shared = min(length, len(data))
            if self.data[offset:offset + shared] != data[:shared] or len(data) > length:
                raise ValueError(f"weight {name!r} differs between components: export all from one model")
            return offset, len(data)
        self.data.extend(b"\0" * (-len(self.data) % ALIGNMENT))
        self.places[name] = (len(self.data), len(data))
        self.data.extend(data)
        return self.places[name]

    def write(self, folder: Path) -> None:
        (folder / self.location).write_bytes(self.data)
