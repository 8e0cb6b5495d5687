"""Writes the pack `ocelli-blip2`: eye, memory, Q-Former and projection as one ONNX component, and pack.json.

    python -m ocelli.export.blip2_pack --checkpoint .work/qformer/stage2.pt [--out ../public/packs/ocelli-blip2]

The eye's weights are `ocelli-blip`'s byte for byte. The voice is `ocelli-llava`'s: its files are named by their
hash and by the pack whose folder holds them, and lie there only.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from torch import Tensor, nn
from transformers import LlamaForCausalLM

from ..model.blip2 import Blip2
from ..model.eye import Eye, folded, load_eye
from ..model.qformer import QUERIES
from ..model.voice import load_tokenizer
from ..qformer_checkpoint import load_blip2
from ..workspace import PROJECT
from .chat_facts import GENERATION, TEXT_TOKENIZER, generation
from .file_facts import file_facts
from .speaking_pack import BLIP_PACK, TEXT_ENCODER, emptied, shared_facts, write_manifest, write_vision
from .voice_reading import read_model

ID, VERSION = "ocelli-blip2", "0.8.1"
IDENTITY = {
    "id": ID, "version": VERSION, "title": "Ocelli BLIP-2",
    "description": "BLIP-2's Q-Former between frozen eyes (EfficientNet-Lite2, SSDLite) and the frozen voice of Ocelli LLaVA: captions and answers.",
}
LLAVA_PACK = PROJECT / "public" / "packs" / "ocelli-llava"
#: Files that lie in another pack's folder, once for all.
HELD_BY = {"eye.bin": BLIP_PACK, **TEXT_ENCODER,
           **dict.fromkeys(("voice.bin", "voice.json", "voice.onnx", "tokenizer.json", TEXT_TOKENIZER), LLAVA_PACK)}


class Vision(nn.Module):
    """pixel_values [b, 3, 260, 260] -> image_tokens [b, 32, 576], image_embeds [b, 384] of length 1. The words' half of the Q-Former stays behind."""

    def __init__(self, eye: Eye, blip2: Blip2) -> None:
        super().__init__()
        # The parts of BLIP have the names that they have in its own graph, so their weights are found in eye.bin.
        self.eye, self.blip = eye, blip2.sight
        self.qformer, self.projection = blip2.qformer, blip2.projection

    def forward(self, pixel_values: Tensor) -> tuple[Tensor, Tensor]:
        embeds, seen = self.blip.encode_image(self.eye(pixel_values))
        return self.projection(self.qformer.image_tokens(seen)), embeds


def shipped_voice() -> LlamaForCausalLM:
    """The voice of `ocelli-llava` as it ships."""
    return read_model(LLAVA_PACK, json.loads((LLAVA_PACK / "pack.json").read_text())["voice"]["shape"])


def write_pack(blip2: Blip2, out: Path, held_by: dict[str, Path] = HELD_BY, generated: dict = GENERATION) -> None:
    """held_by: file -> folder of the pack that has it."""
    write_vision(Vision(folded(load_eye()), blip2), emptied(out), held_by["eye.bin"])
    own = [file_facts(path) for path in sorted(out.iterdir())]
    shared = shared_facts(held_by)
    voice = json.loads((held_by["voice.bin"] / "pack.json").read_text())["voice"]
    write_manifest(out, IDENTITY, "blip2", [*own, *shared], voice, QUERIES, generated)
    print(f"{ID} {VERSION}: {sum(f['bytes'] for f in own) / 1e6:.2f} MB of its own in {len(own)} files, "
          f"{sum(f['bytes'] for f in shared) / 1e6:.2f} MB of other packs")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=PROJECT / "public" / "packs" / ID)
    arguments = parser.parse_args()
    write_pack(load_blip2(arguments.checkpoint, shipped_voice())[0], arguments.out, generated=generation(load_tokenizer()))
