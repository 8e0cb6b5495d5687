"""How good the Q-Former is: recall of stage 1 beside the BLIP pack's, captions and yes/no answers of stage 2.

    python -m ocelli.qformer_report --stage1 .work/qformer/stage1.pt --blip .work/med/last.pt
    python -m ocelli.qformer_report --stage2 .work/qformer/stage2.pt --llava .work/llava/last.pt [--beams 3] [--captions]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from .checkpoint import load_blip
from .data.chat import ChatTemplate, Rendered
from .data.coco import coco_captions
from .data.instructions import CAPTION
from .data.pairs import pairs
from .data.records import read
from .features import features
from .llava_checkpoint import load_llava
from .llava_generation import answers
from .llava_report import caption_report, image_tokens, yes_no_report
from .model.blip2 import Blip2
from .model.eye import things_in
from .model.llava import language_loss
from .model.qformer import QUERIES, best_query
from .model.text_tower import Teacher
from .qformer_checkpoint import load_blip2, load_stage1
from .recall import recall
from .workspace import work

LONGEST = 40


def held_out() -> dict[str, tuple[Tensor, list[str]]]:
    """Patch features and one text each: 200 photographs of the held-out books, and COCO-dev."""
    books, dev = [p for p in pairs("val") if p.described][:200], features("coco-dev")[:, 0]
    seen = np.stack([np.asarray(features(p.record.dataset)[p.row, 0], np.float32) for p in books])
    return {"books": (torch.from_numpy(seen), [p.sentences[0] for p in books]),
            "coco-dev": (torch.from_numpy(np.asarray(dev, np.float32)), [r.captions[0] for r in read("coco-dev")])}


@torch.no_grad()
def retrieval_report(stage1: Path, blip_checkpoint: Path) -> str:
    """Recall at 1, 5, 10: image to text, text to image. The Q-Former by its best query, with its own text encoder."""
    blip, _ = load_blip(blip_checkpoint)
    model, _, vocabulary = load_stage1(stage1)
    tokenizer, lines = vocabulary.tokenizer(work("tokenizer")), []
    for name, (patches, texts) in held_out().items():
        enc = tokenizer(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        ids, mask = enc["input_ids"], enc["attention_mask"]
        embedding, own = blip.image_embedding(patches), torch.eye(len(texts))
        lines.append(f"{name}: BLIP pack (ITC) {recall(embedding, blip.med.text_encoder(ids, mask))}")
        said = model.qformer.text_embedding(ids, mask)
        for kind, with_patches in (("with patches", patches), ("without", None)):
            hidden = model.qformer.image_tokens(model.sight.look(embedding, things_in(patches), with_patches))
            queries = model.qformer.query_embeddings(hidden, embedding)
            lines.append(f"{name}: Q-Former {kind} {recall(best_query(queries, said), own)}")
    return "\n".join(lines)


class Speaker(nn.Module):
    """BLIP-2 as LLaVA's reports ask a model: image tokens of patches, with them or by their embedding alone."""

    def __init__(self, blip2: Blip2, patches: bool) -> None:
        super().__init__()
        self.blip2, self.voice, self.patches = blip2, blip2.voice, patches

    def encode_image(self, patches: Tensor) -> Tensor:
        sight = self.blip2.sight
        return self.blip2.tokens(sight.look(sight.image_embedding(patches), things_in(patches), patches if self.patches else None))

    def loss(self, samples: list[Rendered], tokens: Tensor) -> Tensor:
        return language_loss(self.voice, samples, tokens)


def speaking_report(stage2: Path, llava_checkpoint: Path, beams: int, count: int, captions: bool) -> str:
    """Captions and yes/no answers, from the image embedding alone and with the patches."""
    llava, _, tokenizer = load_llava(llava_checkpoint)
    blip2, _ = load_blip2(stage2, llava.voice)
    template, (sentences, _), lines = ChatTemplate(tokenizer, QUERIES), coco_captions(Teacher()), []
    for patches in (False, True):
        speaker = Speaker(blip2, patches)
        lines.append("with patches" if patches else "without patches")
        lines += [caption_report(speaker, template, width) for width in sorted({1, beams})]
        lines.append(yes_no_report(speaker, template, sentences, count))
        if captions:
            seen = image_tokens(speaker, "coco-dev", list(range(len(read("coco-dev")))))
            lines += answers(speaker, template, seen, [CAPTION] * len(seen), max_tokens=24)
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage1", type=Path)
    parser.add_argument("--blip", type=Path, default=work("med", "last.pt"))
    parser.add_argument("--stage2", type=Path)
    parser.add_argument("--llava", type=Path, default=work("llava", "last.pt"))
    parser.add_argument("--beams", type=int, default=3)
    parser.add_argument("--count", type=int, default=300, help="questions of each set")
    parser.add_argument("--captions", action="store_true", help="print the captions of COCO-dev")
    arguments = parser.parse_args()
    if arguments.stage1:
        print(retrieval_report(arguments.stage1, arguments.blip))
    if arguments.stage2:
        print(speaking_report(arguments.stage2, arguments.llava, arguments.beams, arguments.count, arguments.captions))
