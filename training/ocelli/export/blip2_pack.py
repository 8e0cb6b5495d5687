"""Writes the pack `ocelli-blip2`: eye, memory, Q-Former and projection as one ONNX component, and pack.json.

    python -m ocelli.export.blip2_pack --checkpoint .work/qformer/stage2.pt [--out ../public/packs/ocelli-blip2]

The eye's weights are `ocelli-blip`'s byte for byte. The voice is `ocelli-llava`'s: its files are named by their
hash and by the pack whose folder holds them, and lie there only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn
from transformers import LlamaForCausalLM

from ..data.views import MEAN, SCALE, SIZE
from ..model.blip2 import Blip2
from ..model.eye import Eye, folded, load_eye
from ..model.qformer import QUERIES
from ..qformer_checkpoint import load_blip2
from ..quantisation import vision_scheme
from ..workspace import PROJECT
from .blip_pack import bare
from .chat_facts import CHAT, PROVENANCE
from .llava_pack import BLIP_PACK
from .onnx_graph import export
from .quantised_weights import quantise_component
from .shared_weights import shipped_weights, split
from .simplify import simplify
from .voice_reading import read_model

ID, VERSION = "ocelli-blip2", "0.1.0"
LLAVA_PACK = PROJECT / "public" / "packs" / "ocelli-llava"
#: Files that lie in another pack's folder, once for all.
HELD_BY = {"eye.bin": BLIP_PACK, "voice.bin": LLAVA_PACK, "voice.json": LLAVA_PACK, "voice.onnx": LLAVA_PACK, "tokenizer.json": LLAVA_PACK}


class Vision(nn.Module):
    """pixel_values [b, 3, 260, 260] -> image_tokens [b, 32, 576]. The words' half of the Q-Former stays behind."""

    def __init__(self, eye: Eye, blip2: Blip2) -> None:
        super().__init__()
        # The parts of BLIP have the names that they have in its own graph, so their weights are found in eye.bin.
        self.eye, self.blip = eye, blip2.sight
        self.qformer, self.projection = blip2.qformer, blip2.projection

    def forward(self, pixel_values: Tensor) -> Tensor:
        return self.projection(self.qformer.image_tokens(self.blip(self.eye(pixel_values))))


def write_vision(blip2: Blip2, out: Path, blip_pack: Path) -> None:
    batch = {0: "batch"}
    model = simplify(export(Vision(folded(load_eye()), blip2), (torch.zeros(2, 3, SIZE, SIZE),), ["pixel_values"],
                            ["image_tokens"], {"pixel_values": batch, "image_tokens": batch}))
    weights = shipped_weights(blip_pack / "vision.onnx", "eye.bin")
    shipped = len(weights.data)
    quantise_component(model, weights, vision_scheme)
    (out / "bridge.bin").write_bytes(split(model, weights, shipped, "bridge.bin"))
    onnx.save(bare(model), out / "vision.onnx")


def facts(path: Path) -> dict:
    return {"path": path.name, "bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def shipped_voice() -> LlamaForCausalLM:
    """The voice of `ocelli-llava` as it ships."""
    return read_model(LLAVA_PACK, json.loads((LLAVA_PACK / "pack.json").read_text())["voice"]["shape"])


def write_pack(blip2: Blip2, out: Path, held_by: dict[str, Path] = HELD_BY) -> None:
    """held_by: file -> folder of the pack that has it."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.iterdir():
        old.unlink()
    write_vision(blip2, out, held_by["eye.bin"])
    own = [facts(path) for path in sorted(out.iterdir())]
    shared = [{**facts(folder / name), "pack": folder.name} for name, folder in held_by.items()]
    voice = json.loads((held_by["voice.bin"] / "pack.json").read_text())["voice"]
    manifest = {
        "schema": 1, "id": ID, "version": VERSION, "title": "Ocelli BLIP-2",
        "description": "BLIP-2's Q-Former between a frozen EfficientNet-Lite2 and the frozen voice of Ocelli LLaVA: captions and answers.",
        "family": "blip2", "can": ["chat", "answer", "caption"], "licence": "Apache-2.0", "provenance": PROVENANCE,
        "files": [*own, *shared], "components": {"vision": {"model": "vision.onnx", "externalData": ["eye.bin", "bridge.bin"]}},
        "preprocessing": {"width": SIZE, "height": SIZE, "fit": "squash", "resample": "bilinear",
                          "mean": [MEAN] * 3, "std": [SCALE] * 3},
        "voice": voice, "chat": {"template": "chatml", "imageTokens": QUERIES, **CHAT},
        "tokenizer": {"file": "tokenizer.json"},
    }
    (out / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(f"{ID} {VERSION}: {sum(f['bytes'] for f in own) / 1e6:.2f} MB of its own in {len(own)} files, "
          f"{sum(f['bytes'] for f in shared) / 1e6:.2f} MB of other packs")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=PROJECT / "public" / "packs" / ID)
    arguments = parser.parse_args()
    write_pack(load_blip2(arguments.checkpoint, shipped_voice())[0], arguments.out)
