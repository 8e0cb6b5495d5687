"""A look at the model in training: captions of COCO-dev, with and without patches, and their CIDEr-D."""

from __future__ import annotations

import numpy as np
import torch

from .caption_scores import caption_scores
from .data.records import Record
from .features import features
from .generation import Settings, generate
from .model.blip import Blip
from .model.eye import things_in
from .model.vocabulary import Vocabulary


@torch.no_grad()
def captions(blip: Blip, vocabulary: Vocabulary, dataset: str, count: int, settings: Settings, patched: bool) -> list[str]:
    """Captions of the first `count` photographs of a cached set (their plain view)."""
    blip.eval()
    out = []
    for views in features(dataset)[:count]:
        patches = torch.from_numpy(np.asarray(views[:1], np.float32))
        visual = blip.look(blip.image_embedding(patches), things_in(patches), patches if patched else None)
        best = generate(blip.med, visual, vocabulary.decode, vocabulary.sep, settings)[0]
        out.append(join(vocabulary.words[i] for i in best.ids if i != vocabulary.sep))
    return out


def join(pieces) -> str:
    """Word pieces as text."""
    return " ".join(pieces).replace(" ##", "").replace(" ' ", "'").replace(" - ", "-").replace(" , ", ", ")


def report(blip: Blip, vocabulary: Vocabulary, coco: list[Record]) -> str:
    lines, references = [], [list(r.captions) for r in coco]
    for patched, beams in ((False, 1), (False, 5), (True, 5)):
        written = captions(blip, vocabulary, "coco-dev", len(coco), Settings(beams=beams, length_penalty=0.8, no_repeat_ngram=2), patched)
        scores = caption_scores(references, written)
        lines.append(f"  coco-dev beams {beams} patches {patched}: " + " ".join(f"{k} {v:.3f}" for k, v in scores.items())
                     + f" | {'; '.join(written[:6])}")
    return "\n".join(lines)
