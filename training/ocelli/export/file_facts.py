"""What pack.json says of a file."""

from __future__ import annotations

import hashlib
from pathlib import Path


def file_facts(path: Path) -> dict:
    return {"path": path.name, "bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
