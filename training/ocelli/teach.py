"""The MED's captions as a teacher's, for the models that talk: sequence-level knowledge distillation.

    python -m ocelli.teach --checkpoint .work/med/last.pt [--sentences 8000] [--photographs 3000]

What it sees is a sentence's own noisy embedding and imagined things, or a training photograph's, as far off as a new one's. Of the
captions that beam search finds the one is kept that is likely and near what was really said (the sentence, the description), or,
where nothing was, near what is seen. Writes .work/taught.pt.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from .checkpoint import load_blip
from .data.coco import coco_captions
from .data.pictures import Picture, pictures
from .data.records import SETS
from .data.text_batches import noisy
from .export.golden import PACK
from .generation import Settings, chosen_by_itc, generate_all
from .imagined import Imagined
from .model.blip import Blip
from .model.eye import things_in
from .model.text_tower import Teacher
from .model.vocabulary import Vocabulary
from .train_med import PHOTO_NOISE
from .train_qformer import patches_of
from .validation import join
from .workspace import work

#: Weight of the nearness to what was said, beside the mean log-likelihood of a word.
NEARNESS, BATCH = 3.0, 64


@dataclass
class Seen:
    """embeddings [n, 384], likelihoods of things [n, 80], what a caption is to be near [n, 384]."""

    embeddings: Tensor
    objects: Tensor
    wanted: Tensor


def of_sentences(blip: Blip, chosen: list[int], embeddings: Tensor, imagined: Imagined, residuals: Tensor) -> Seen:
    wanted = embeddings[chosen]
    return Seen(*imagined.seen(noisy(wanted, residuals), chosen, blip.image_embedding.scene), wanted)


def of_photographs(blip: Blip, chosen: list[Picture], teacher: Teacher, residuals: Tensor) -> Seen:
    patches = torch.stack([patches_of(picture) for picture in chosen])
    plain = blip.image_embedding(patches)
    told = teacher([" ".join(p.sentences) or "nothing" for p in chosen], max_tokens=48)
    described = torch.tensor([bool(p.sentences) for p in chosen])[:, None]
    return Seen(noisy(plain, residuals, PHOTO_NOISE), things_in(patches), torch.where(described, told, plain))


def captions(blip: Blip, vocabulary: Vocabulary, seen: Seen, settings: Settings, teacher: Teacher) -> list[str]:
    """One for each row."""
    written = []
    every = generate_all(blip.med, blip.look(seen.embeddings, seen.objects), vocabulary.decode, vocabulary.sep, settings)
    for found, wanted in zip(every, seen.wanted):
        texts = [join(vocabulary.words[i] for i in h.ids if i != vocabulary.sep) for h in found]
        written.append(texts[chosen_by_itc(found, teacher(texts) @ wanted, settings, NEARNESS)])
    return written


@torch.no_grad()
def main(checkpoint: Path, sentences: int, photographs: int, seed: int, out: Path) -> None:
    torch.manual_seed(seed)
    random.seed(seed)
    teacher, (said, embeddings) = Teacher(), coco_captions(Teacher())
    blip, vocabulary = load_blip(checkpoint)
    blip.eval()
    rules = json.loads((PACK / "pack.json").read_text())["generation"]
    settings = Settings(rules["beams"], rules["maxTokens"], rules["minTokens"], rules["lengthPenalty"], rules["noRepeatNgram"],
                        repeatable=frozenset(rules["repeatable"]))
    residuals, imagined = torch.load(work("residuals.pt")), Imagined(said)
    rows = random.sample(range(len(said)), sentences)
    shown = pictures("train", SETS)
    shown = random.sample(shown, min(photographs, len(shown)))
    found: dict[str, list] = {"embeddings": [], "objects": [], "captions": [], "pictures": []}
    order = [("sentence", rows[i:i + BATCH]) for i in range(0, len(rows), BATCH)]
    order += [("photograph", shown[i:i + BATCH]) for i in range(0, len(shown), BATCH)]
    random.shuffle(order)
    for i, (kind, chosen) in enumerate(order):
        seen = (of_sentences(blip, chosen, embeddings, imagined, residuals) if kind == "sentence"
                else of_photographs(blip, chosen, teacher, residuals))
        written = captions(blip, vocabulary, seen, settings, teacher)
        found["embeddings"] += [*seen.embeddings.half()]
        found["objects"] += [*seen.objects.half()]
        found["captions"] += written
        found["pictures"] += [None if kind == "sentence" else (p.record.dataset, p.row) for p in chosen]
        print(f"{i + 1}/{len(order)} {said[chosen[0]] if kind == 'sentence' else chosen[0].text[:90]} -> {written[0]}", flush=True)
        if i % 8 == 7 or i + 1 == len(order):
            torch.save({k: torch.stack(v) if k in ("embeddings", "objects") else v for k, v in found.items()}, out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, default=work("med", "last.pt"))
    parser.add_argument("--sentences", type=int, default=8000)
    parser.add_argument("--photographs", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=work("taught.pt"))
    arguments = parser.parse_args()
    main(arguments.checkpoint, arguments.sentences, arguments.photographs, arguments.seed, arguments.out)
