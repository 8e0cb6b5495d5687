"""CIDEr-D, BLEU-4 and ROUGE-L by pycocoevalcap, with a plain tokenizer (lower case, no punctuation).

For looking during training; `npm run evaluate` gives the figures of what ships.
"""

from __future__ import annotations

import contextlib
import io
import re

from pycocoevalcap.bleu.bleu import Bleu
from pycocoevalcap.cider.cider import Cider
from pycocoevalcap.rouge.rouge import Rouge


def plain_tokens(sentence: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9' ]", " ", sentence.lower()).split())


def caption_scores(references: list[list[str]], captions: list[str]) -> dict[str, float]:
    gts = {i: [plain_tokens(r) for r in refs] for i, refs in enumerate(references)}
    res = {i: [plain_tokens(c)] for i, c in enumerate(captions)}
    with contextlib.redirect_stdout(io.StringIO()):
        return {"cider": float(Cider().compute_score(gts, res)[0]), "bleu4": float(Bleu(4).compute_score(gts, res)[0][3]),
                "rougeL": float(Rouge().compute_score(gts, res)[0])}
