"""Where things lie: the data sets (read only), and an ignored folder for features and checkpoints."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

#: Folder with the tar archives and their .jsonl rows.
DATA = Path(os.environ.get("OCELLI_DATA", PROJECT.parent / "shared" / "data"))

#: Unpacked images, cached features and checkpoints. Never committed.
WORK = Path(os.environ.get("OCELLI_WORK", PROJECT / "training" / ".work"))


def work(*parts: str) -> Path:
    """A path under the working folder, with its parent folders made."""
    path = WORK.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
