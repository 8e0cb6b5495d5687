"""Scores captions against references with pycocoevalcap: CIDEr-D, BLEU-4, ROUGE-L and, where Java is present, METEOR.

Reads {"rows": [{"caption": str, "captions": [str, ...]}, ...]} from standard input and prints one JSON object.
Document frequencies for CIDEr-D come from the references given, as is standard.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

from pycocoevalcap.bleu.bleu import Bleu
from pycocoevalcap.cider.cider import Cider
from pycocoevalcap.meteor import meteor as meteor_module
from pycocoevalcap.rouge.rouge import Rouge
from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

Sentences = dict[int, list[str]]

PUNCTUATION = re.compile(r"[^\w\s']|_")


def tokenize_plain(sentences: Sentences) -> Sentences:
    """Lower case, punctuation to spaces, single spaces: what is used where Java, and so the PTB tokenizer, is absent."""
    return {
        key: [" ".join(PUNCTUATION.sub(" ", text.lower()).split()) for text in texts]
        for key, texts in sentences.items()
    }


def tokenize_ptb(sentences: Sentences) -> Sentences:
    """The Penn Treebank tokenizer of the COCO caption evaluation."""
    return PTBTokenizer().tokenize({key: [{"caption": text} for text in texts] for key, texts in sentences.items()})


def meteor_score(references: Sentences, candidates: Sentences) -> float:
    """METEOR escapes the spaces of its own folder's name, finds no tables there, and never ends: then a copy is asked."""
    home = Path(meteor_module.__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        if " " in str(home):
            home = shutil.copytree(home, Path(folder) / "meteor")
        meteor_module.METEOR_JAR = str(home / "meteor-1.5.jar")
        return meteor_module.Meteor().compute_score(references, candidates)[0]


def score(rows: list[dict], java: bool) -> dict:
    """All scores of the rows, as fractions; METEOR is None without Java."""
    tokenize = tokenize_ptb if java else tokenize_plain
    references = tokenize({key: row["captions"] for key, row in enumerate(rows)})
    candidates = tokenize({key: [row["caption"]] for key, row in enumerate(rows)})
    bleu, _ = Bleu(4).compute_score(references, candidates, verbose=0)
    rouge, _ = Rouge().compute_score(references, candidates)
    cider, _ = Cider().compute_score(references, candidates)
    meteor = meteor_score(references, candidates) if java else None
    return {
        "cider": float(cider),
        "bleu4": float(bleu[3]),
        "rougeL": float(rouge),
        "meteor": None if meteor is None else float(meteor),
        "tokenizer": "ptb" if java else "plain",
    }


def main() -> None:
    rows = json.load(sys.stdin)["rows"]
    with contextlib.redirect_stdout(sys.stderr):  # the scorers print their progress
        result = score(rows, java=shutil.which("java") is not None)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
