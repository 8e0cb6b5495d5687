"""A checkpoint from the shipped BLIP pack, for training that goes on where no checkpoint is left.

    python -m ocelli.restore [--pack ../public/packs/ocelli-blip] [--out .work/med/last.pt]

Also writes .work/itc.pt (the image embedding) and .work/scene.pt (a part of it). The weights are those that ship, so rounded
to 4 and 8 bits; steps are counted from 0 and the optimiser starts anew.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from . import checkpoint
from .export.blip_pack import COMPONENTS, ID
from .export.shipped_state import shipped_state
from .model.blip import Blip, new_blip
from .model.vocabulary import Vocabulary
from .workspace import PROJECT, work

#: Both are added to the same sum from zero on, so training leaves them equal, and equal weights are stored once.
EQUAL = {"image_embedding.output.bias": "image_embedding.shift"}


def restore(pack: Path) -> tuple[Blip, Vocabulary]:
    """The model and the word table of a pack. Raises ValueError for a weight that the pack has not."""
    manifest = json.loads((pack / "pack.json").read_text())
    rows = json.loads((pack / "tokenizer.json").read_text())["model"]["vocab"]
    vocabulary = Vocabulary(sorted(rows, key=rows.__getitem__), manifest["dims"]["decoderVocab"])
    state = {}
    for component in reversed(COMPONENTS):  # The decoder has the first rows of the word table only; `text` has all.
        state |= shipped_state(pack / f"{component}.onnx")
    state = {name.removeprefix("blip."): tensor for name, tensor in state.items()}
    blip = new_blip(vocabulary, state["visual_tokens.memory.weight"])
    wanted = blip.state_dict()
    state |= {name: state[stored] for name, stored in EQUAL.items()}
    missing = [name for name, tensor in wanted.items() if name not in state or state[name].numel() != tensor.numel()]
    if missing:
        raise ValueError(f"{pack} has no {', '.join(missing)}: was it exported by another version?")
    blip.load_state_dict({name: state[name].view_as(tensor) for name, tensor in wanted.items()})
    return blip.eval(), vocabulary


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, default=PROJECT / "public" / "packs" / ID)
    parser.add_argument("--out", type=Path, default=work("med", "last.pt"))
    arguments = parser.parse_args()
    model, words = restore(arguments.pack)
    checkpoint.save(arguments.out, model, words, step=0)
    torch.save(model.image_embedding.state_dict(), work("itc.pt"))
    torch.save(model.image_embedding.scene.state_dict(), work("scene.pt"))
