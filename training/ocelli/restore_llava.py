"""A checkpoint of LLaVA from its shipped pack, for training that goes on where no checkpoint is left.

    python -m ocelli.restore_llava --spent 86 [--pack ../public/packs/ocelli-llava] [--out .work/llava/last.pt]

The voice's norms are read as they are, its gains from how the shipped scales differ from the published ones; the bridge is
rounded to 8 bits. `--spent` are the minutes that training counts as done, and `train_llava --resume --minutes` goes beyond.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .data.coco import coco_captions
from .data.pairs import pairs
from .data.visual_words import visual_words
from .export.blip_pack import ID as BLIP_ID
from .export.llava_pack import ID
from .export.shipped_state import shipped_state
from .export.voice import FUSED, LAYER, NORMS
from .export.voice_blocks import Blocks
from .export.voice_reading import read_tensors
from .export.voice_source import published_gguf, read_gguf
from .llava_checkpoint import save_llava
from .model.bridge import Bridge
from .model.llava import Llava, word_embeddings
from .model.text_tower import Teacher
from .model.voice import GAINED, from_weights, load_tokenizer, tunable
from .restore import restore
from .workspace import PROJECT, work

#: A row of the shipped table lies so near the word that it must be.
LEAST_COSINE = 0.99


def gains(published: dict[str, Blocks | np.ndarray], tensors: dict[str, np.ndarray], layers: int) -> dict[str, Tensor]:
    """What the voice was tuned by: norms, and for each gained matrix the factor of each row's scales and minimums.

    published: weights by Hugging Face's names; tensors: of the shipped voice.bin.
    """
    changes = {"model.norm.weight": tensors["norm"]}
    for layer in range(layers):
        prefix = LAYER.format(layer)
        for ours, theirs in NORMS.items():
            changes[f"{prefix}{theirs}.weight"] = tensors[f"layers.{layer}.{ours}"]
        for ours, parts in FUSED.items():
            first = 0
            for part in parts:
                matrix = published[f"{prefix}{part}.weight"]
                rows = slice(first, first + matrix.shape[0])
                first = rows.stop
                if part in GAINED:
                    shipped = [tensors[f"layers.{layer}.{ours}.{kind}"][rows] for kind in ("scales", "mins")]
                    changes[f"{prefix}{part}.gain"] = factors([matrix.scales, matrix.minimums], shipped)
    return {name: torch.from_numpy(np.array(array, np.float32)) for name, array in changes.items()}


def factors(before: list[np.ndarray], after: list[np.ndarray]) -> np.ndarray:
    """Least squares of after = factor * before, row by row, over all numbers of a row."""
    a, b = (np.concatenate([part.astype(np.float64) for part in parts], 1) for parts in (before, after))
    return (a * b).sum(1) / (a * a).sum(1)


def restore_llava(pack: Path, blip_pack: Path) -> tuple[Llava, list[str]]:
    """The model and its visual words. Raises ValueError where the words are not those that the pack was trained with."""
    blip, _ = restore(blip_pack)
    published, shape = read_gguf(published_gguf())
    voice = tunable(from_weights(published, shape))
    voice.load_state_dict(gains(published, read_tensors(pack), shape["layers"]), strict=False)
    sentences, _ = coco_captions(Teacher())
    words = visual_words([*sentences, *(s for p in pairs("train") for s in p.sentences[:1])])
    table = word_embeddings(words, load_tokenizer(), voice.model.embed_tokens.weight)
    state = {name.removeprefix("bridge."): tensor for name, tensor in shipped_state(pack / "vision.onnx", "bridge.").items()}
    shipped = state["word_table"]
    if shipped.shape != table.shape or torch.cosine_similarity(shipped, table).min() < LEAST_COSINE:
        raise ValueError(f"{pack} has other visual words than the data here gives: the data sets must be those it was trained on")
    bridge = Bridge(table)
    bridge.load_state_dict({**state, "word_table": table})
    return Llava(blip.image_embedding, blip.visual_tokens, bridge, voice).eval(), words


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    packs = PROJECT / "public" / "packs"
    parser.add_argument("--spent", type=float, required=True)
    parser.add_argument("--pack", type=Path, default=packs / ID)
    parser.add_argument("--out", type=Path, default=work("llava", "last.pt"))
    arguments = parser.parse_args()
    model, named = restore_llava(arguments.pack, packs / BLIP_ID)
    save_llava(arguments.out, model, named, step=0, spent=arguments.spent * 60)
