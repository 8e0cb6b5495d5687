"""A model as MED training starts it: the MED from MiniLM, the image embedding from `train_itc`, the memory from the captions."""

from __future__ import annotations

import torch

from .data.class_words import class_words
from .data.coco import coco_captions
from .data.pairs import pairs
from .model.blip import Blip, new_blip
from .model.eye import load_eye
from .model.memory import cluster
from .model.text_tower import Teacher
from .model.vision_head import start_from_classes
from .model.vocabulary import Vocabulary, build
from .workspace import work

#: Of the memory.
ENTRIES = 2048


def start(teacher: Teacher) -> tuple[Blip, Vocabulary]:
    """Needs .work/itc.pt."""
    sentences, embeddings = coco_captions(teacher)
    path = work(f"memory-{ENTRIES}.pt")
    if not path.exists():
        torch.save(cluster(embeddings, ENTRIES), path)
    described = [s for p in pairs("train") for s in p.sentences]
    vocabulary = build(sentences * 2 + described, least=4)
    blip = new_blip(vocabulary, torch.load(path))
    start_from_classes(blip.image_embedding, *load_eye().head(), class_words(teacher))
    blip.image_embedding.load_state_dict(torch.load(work("itc.pt")))
    blip.things.name(teacher)
    return blip, vocabulary
