"""The banks of a BLIP pack: centres of the training pairs' embeddings, and those that a pack ships."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .data.pairs import pairs
from .export.pack_facts import MAX_TEXT
from .export.shipped_state import shipped_state
from .features import features
from .model.blip import Blip
from .model.memory import cluster
from .model.querybank import DESCRIPTIONS, PHOTOGRAPHS, Querybank
from .model.vocabulary import Vocabulary
from .workspace import work

BATCH = 64
#: The component of a pack that has them.
COMPONENT = "querybank"


@torch.no_grad()
def embed_texts(blip: Blip, vocabulary: Vocabulary, texts: list[str]) -> Tensor:
    """[n, 384], of length 1."""
    tokenizer, out = vocabulary.tokenizer(work("tokenizer")), []
    for i in range(0, len(texts), BATCH):
        enc = tokenizer(texts[i:i + BATCH], padding=True, truncation=True, max_length=MAX_TEXT, return_tensors="pt")
        out.append(blip.med.text_encoder(enc["input_ids"], enc["attention_mask"]))
    return torch.cat(out)


@torch.no_grad()
def fitted(blip: Blip, vocabulary: Vocabulary) -> Querybank:
    """Of the described training photographs, which no held-out book is among."""
    described = [p for p in pairs("train") if p.described]
    seen = [blip.image_embedding(torch.stack([torch.from_numpy(np.asarray(features(p.record.dataset)[p.row, 0], np.float32)) for p in part]))
            for part in (described[i:i + BATCH] for i in range(0, len(described), BATCH))]
    bank = Querybank(blip.visual_tokens.memory)
    bank.descriptions.weight.copy_(cluster(embed_texts(blip, vocabulary, [p.sentences[0] for p in described]), DESCRIPTIONS))
    bank.photographs.weight.copy_(cluster(torch.cat(seen), PHOTOGRAPHS))
    return bank


def shipped(pack: Path, blip: Blip) -> Querybank:
    """As a pack has them, rounded to 4 bits. blip: with the pack's own memory."""
    state = shipped_state(pack / f"{COMPONENT}.onnx")
    parts = {name: state[f"bank.{name}.weight"] for name in ("descriptions", "photographs")}
    bank = Querybank(blip.visual_tokens.memory, *(len(rows) for rows in parts.values()))
    for name, rows in parts.items():
        getattr(bank, name).weight.data.copy_(rows)
    return bank
