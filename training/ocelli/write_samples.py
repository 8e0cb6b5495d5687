"""Writes random samples of the instruction data as text, for a reader to judge.

    python -m ocelli.write_samples [--count 100] [--out samples/instructions.txt]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .data.coco import coco_captions
from .data.llava_samples import Sample, Samples
from .data.pictures import pictures
from .data.text_batches import siblings
from .model.text_tower import Teacher
from .workspace import PROJECT


def shown(sample: Sample, sentences: list[str]) -> str:
    if isinstance(sample.evidence, int):
        source = f"sentence: {sentences[sample.evidence]}"
    else:
        record = sample.evidence.record
        source = f"picture {record.dataset}/{record.name}, known of it: {sample.evidence.text}"
    return "\n".join([f"[{sample.kind}] {source}", *(f"  Q: {t.question}\n  A: {t.answer}" for t in sample.turns)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--out", type=Path, default=PROJECT / "training" / "samples" / "instructions.txt")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    said, embeddings = coco_captions(Teacher())
    drawn = Samples(said, siblings(embeddings), pictures("train"), arguments.seed)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text("\n\n".join(shown(drawn.draw(), said) for _ in range(arguments.count)) + "\n")
