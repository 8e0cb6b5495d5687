"""What the packs share that turn a picture into tokens of a voice (`ocelli-llava`, `ocelli-blip2`): one ONNX component for
all that sees, on the eye's weights of `ocelli-blip`, and the manifest.
"""

from __future__ import annotations

import json
from pathlib import Path

import onnx
import torch
from torch import nn

from ..data.views import MEAN, SCALE, SIZE
from ..quantisation import vision_scheme
from ..workspace import PROJECT
from .bare import bare
from .chat_facts import CHAT, GENERATION, PROVENANCE, TEXT_TOKENIZER
from .file_facts import file_facts
from .fused import FUSED, write_fused
from .onnx_graph import export
from .pack_facts import MAX_TEXT
from .quantised_weights import quantise_component
from .shared_weights import shipped_weights, split
from .simplify import simplify

OUTPUTS = ["image_tokens", "image_embeds"]
BLIP_PACK = PROJECT / "public" / "packs" / "ocelli-blip"
#: What embeds texts, in the space of the picture's embedding: `ocelli-blip`'s own files.
TEXT_ENCODER = {"text.onnx": BLIP_PACK, "med.bin": BLIP_PACK}


def write_vision(vision: nn.Module, out: Path, blip_pack: Path) -> None:
    """vision: pixel_values [b, 3, 260, 260] -> image_tokens [b, n, hidden], image_embeds [b, 384]. Writes vision.onnx, the same fused, and
    bridge.bin with what eye.bin of `blip_pack` doesn't hold already."""
    model = simplify(export(vision, (torch.zeros(2, 3, SIZE, SIZE),), ["pixel_values"],
                            OUTPUTS, {name: {0: "batch"} for name in ("pixel_values", *OUTPUTS)}))
    weights = shipped_weights(blip_pack / "vision.onnx", "eye.bin")
    shipped = len(weights.data)
    quantise_component(model, weights, vision_scheme)
    (out / "bridge.bin").write_bytes(split(model, weights, shipped, "bridge.bin"))
    onnx.save(bare(model), out / "vision.onnx")
    write_fused(out, blip_pack)


def shared_facts(held_by: dict[str, Path]) -> list[dict]:
    """Files that lie in other packs' folders: file -> folder of the pack that has it."""
    return [{**file_facts(folder / name), "pack": folder.name} for name, folder in held_by.items()]


def emptied(out: Path) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    for old in out.iterdir():
        old.unlink()
    return out


def write_manifest(out: Path, identity: dict, family: str, files: list[dict], voice: dict, image_tokens: int,
                   generated: dict = GENERATION) -> None:
    """identity: id, version, title and description. files: those of the text encoder, which chooses captions, among them.
    generated: how captions are written."""
    manifest = {
        "schema": 1, **identity,
        "family": family, "can": ["chat", "answer", "caption"], "licence": "Apache-2.0", "provenance": PROVENANCE,
        "files": files, "components": {"vision": {"model": "vision.onnx", "externalData": ["eye.bin", "bridge.bin"], "fused": FUSED},
                                        "text": {"model": "text.onnx", "externalData": ["med.bin"]}},
        "preprocessing": {"width": SIZE, "height": SIZE, "fit": "squash", "resample": "bilinear",
                          "mean": [MEAN] * 3, "std": [SCALE] * 3},
        "voice": voice, "chat": {"template": "chatml", "imageTokens": image_tokens, **CHAT},
        "tokenizer": {"file": "tokenizer.json"}, "generation": generated,
        "textEncoder": {"tokenizer": TEXT_TOKENIZER, "maxTokens": MAX_TEXT},
    }
    (out / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n")
