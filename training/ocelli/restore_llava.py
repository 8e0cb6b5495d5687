"""A checkpoint of LLaVA from its shipped pack, for training that goes on where no checkpoint is left.

    python -m ocelli.restore_llava --spent 86 [--pack ../public/packs/ocelli-llava] [--out .work/llava/last.pt]

The voice's norms and the scales and minimums of its blocks are read as they are; the bridge is rounded to 8 bits. `--spent` are the minutes that training counts as done, and `train_llava --resume --minutes` goes beyond.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from transformers import LlamaForCausalLM

from .data.coco import coco_captions
from .data.pairs import pairs
from .data.visual_words import visual_words
from .export.blip_pack import ID as BLIP_ID
from .export.llava_pack import ID
from .export.shipped_state import shipped_state
from .export.voice import FUSED, LAYER, NORMS
from .export.voice_reading import read_tensors
from .llava_checkpoint import save_llava
from .model.bridge import Bridge
from .model.llava import Llava, word_embeddings
from .model.text_tower import Teacher
from .model.voice import blocked, load_tokenizer, load_voice
from .restore import restore
from .workspace import PROJECT, work

#: A row of the shipped table lies so near the word that it must be.
LEAST_COSINE = 0.99


def read_tuned(voice: LlamaForCausalLM, tensors: dict[str, np.ndarray]) -> None:
    """Norms and the lines of all blocks, in place. tensors: of the shipped voice.bin. Raises ValueError where its codes are others."""
    norms, matrices = {"model.norm.weight": tensors["norm"]}, blocked(voice)
    for layer in range(len(voice.model.layers)):
        prefix = LAYER.format(layer)
        norms |= {f"{prefix}{theirs}.weight": tensors[f"layers.{layer}.{ours}"] for ours, theirs in NORMS.items()}
        for ours, parts in FUSED.items():
            first = 0
            for part in parts:
                matrix = matrices[f"{prefix}{part}.weight"]
                rows = slice(first, first + len(matrix.scale))
                first = rows.stop
                kinds = ("q", "scales", "mins")
                codes, scales, minimums = (np.array(tensors[f"layers.{layer}.{ours}.{kind}"][rows]) for kind in kinds)
                if not np.array_equal(codes, matrix.packed()):
                    raise ValueError(f"{prefix}{part} has other codes than the published voice")
                matrix.read(*(torch.from_numpy(half).float() for half in (scales, minimums)))
    voice.load_state_dict({name: torch.from_numpy(np.array(array)) for name, array in norms.items()}, strict=False)


def restore_llava(pack: Path, blip_pack: Path) -> tuple[Llava, list[str]]:
    """The model and its visual words. Raises ValueError where the words are not those that the pack was trained with."""
    blip, _ = restore(blip_pack)
    voice = load_voice()
    read_tuned(voice, read_tensors(pack))
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
