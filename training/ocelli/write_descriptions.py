"""Writes the described photographs of the held-out books as rows for `npm run evaluate`: {name, captions}.

    python -m ocelli.write_descriptions --out FILE.jsonl

Names are relative to the unpacked set's folder.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from .data.pairs import pairs


def rows() -> list[dict]:
    return [{"name": p.record.name, "captions": [p.sentences[0]]} for p in pairs("val") if p.described]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    described = rows()
    arguments.out.write_text("".join(json.dumps(row) + "\n" for row in described))
    print(f"{len(described)} photographs with a description")
