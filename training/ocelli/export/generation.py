"""Says anew how a pack that talks writes captions; its files stay as they are.

    python -m ocelli.export.generation --pack ../public/packs/ocelli-llava --version N
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from ..model.voice import load_tokenizer
from .chat_facts import generation


def rewrite_generation(pack: Path, version: str, generated: dict) -> None:
    manifest = json.loads((pack / "pack.json").read_text()) | {"version": version, "generation": generated}
    (pack / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(f"{pack.name} {version}: {len(generated.get('repeatable', []))} openings of words may come again")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--version", required=True)
    arguments = parser.parse_args()
    rewrite_generation(arguments.pack, arguments.version, generation(load_tokenizer()))
