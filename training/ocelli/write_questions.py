"""Writes the held-out questions as rows for `npm run evaluate -- --task vqa`: {name, question, answers}.

    python -m ocelli.write_questions --out FOLDER [--count 600]

easy-vqa.jsonl (drawings), yes-no-coco-dev.jsonl and yes-no-books.jsonl; names are relative to the unpacked set's folder.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from .data import easy_vqa
from .data.coco import coco_captions
from .data.yes_no import held_out_questions
from .model.text_tower import Teacher


def drawing_rows() -> list[dict]:
    asked, drawings = easy_vqa.questions(), [r for r in easy_vqa.drawings() if r.split == "val"]
    return [{"name": r.name, "question": q.capitalize(), "answers": [a]} for r in drawings for q, a in asked[int(r.path.stem)]]


def rows(count: int) -> dict[str, list[dict]]:
    found = {"easy-vqa": drawing_rows()}
    for name, asked in held_out_questions(coco_captions(Teacher())[0]).items():
        found[f"yes-no-{name}"] = [{"name": q.record.name, "question": q.question, "answers": ["yes" if q.yes else "no"]} for q in asked]
    return {name: every[::max(1, len(every) // count)] for name, every in found.items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=600)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, every in rows(arguments.count).items():
        (arguments.out / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in every))
        print(f"{name}: {len(every)} questions")
