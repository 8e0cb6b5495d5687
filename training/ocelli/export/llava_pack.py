"""Writes the pack `ocelli-llava`: eye and bridge as one ONNX component, the voice, its tokenizer and pack.json.

    python -m ocelli.export.llava_pack --checkpoint .work/llava/last.pt [--out ../public/packs/ocelli-llava]

The eye's weights are those of `ocelli-blip`, byte for byte, so that a browser fetches them once.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from torch import Tensor, nn
from transformers import PreTrainedTokenizerFast

from ..llava_checkpoint import load_llava
from ..model.bridge import IMAGE_TOKENS
from ..model.eye import Eye, folded, load_eye, things_in
from ..model.likely_words import cells
from ..model.llava import Llava
from ..model.memory import recalled
from ..model.voice import published_gguf, read_gguf, tuned_weights
from ..workspace import PROJECT
from . import speaking_pack
from .chat_facts import GENERATION, TEXT_TOKENIZER, generation
from .file_facts import file_facts
from .fused import FUSED
from .speaking_pack import BLIP_PACK, TEXT_ENCODER, emptied, shared_facts, write_manifest
from .voice import write_voice
from .voice_onnx import write_voice_onnx

ID, VERSION = "ocelli-llava", "0.4.5"
IDENTITY = {
    "id": ID, "version": VERSION, "title": "Ocelli LLaVA",
    "description": "LLaVA's recipe on frozen eyes (EfficientNet-Lite2, SSDLite) and SmolLM2-135M: questions and answers about pictures.",
}


class Seen(nn.Module):
    """The BLIP parts, under the names they have in BLIP's own graph."""

    def __init__(self, llava: Llava) -> None:
        super().__init__()
        self.image_embedding, self.visual_tokens = llava.image_embedding, llava.visual_tokens


class Vision(nn.Module):
    """pixel_values [b, 3, 260, 260] -> image_tokens [b, 12, 576], image_embeds [b, 384] of length 1"""

    def __init__(self, eye: Eye, llava: Llava) -> None:
        super().__init__()
        self.eye, self.blip, self.bridge = eye, Seen(llava), llava.bridge

    def forward(self, pixel_values: Tensor) -> tuple[Tensor, Tensor]:
        patches = self.eye(pixel_values)
        embeds = self.blip.image_embedding(patches)
        return self.bridge(recalled(self.blip.visual_tokens, embeds), cells(patches), things_in(patches)), embeds


def write_vision(llava: Llava, out: Path, blip_pack: Path) -> None:
    speaking_pack.write_vision(Vision(folded(load_eye()), llava), out, blip_pack)
    shutil.copyfile(blip_pack / "eye.bin", out / "eye.bin")
    shutil.copyfile(blip_pack / "tokenizer.json", out / TEXT_TOKENIZER)


def write_pack(llava: Llava, tokenizer: PreTrainedTokenizerFast, out: Path, blip_pack: Path = BLIP_PACK,
               generated: dict = GENERATION) -> None:
    write_vision(llava, emptied(out), blip_pack)
    weights, shape = read_gguf(published_gguf())
    voice = write_voice(out, tuned_weights(weights, llava.voice), shape)
    voice["graph"] = write_voice_onnx(out).name
    tokenizer.backend_tokenizer.save(str(out / "tokenizer.json"))
    write_facts(out, voice, generated)


def rewrite_vision(llava: Llava, out: Path, blip_pack: Path = BLIP_PACK, generated: dict = GENERATION) -> None:
    """The voice of the pack that is there stays as it is, byte for byte; what sees is written anew."""
    voice = json.loads((out / "pack.json").read_text())["voice"]
    for name in ("vision.onnx", FUSED, "bridge.bin", "eye.bin", TEXT_TOKENIZER, "pack.json"):
        (out / name).unlink(missing_ok=True)
    write_vision(llava, out, blip_pack)
    write_facts(out, voice, generated)


def write_facts(out: Path, voice: dict, generated: dict) -> None:
    own, shared = [file_facts(path) for path in sorted(out.iterdir())], shared_facts(TEXT_ENCODER)
    write_manifest(out, IDENTITY, "llava", [*own, *shared], voice, IMAGE_TOKENS, generated)
    print(f"{ID} {VERSION}: {sum(f['bytes'] for f in own) / 1e6:.2f} MB in {len(own)} files, {sum(f['bytes'] for f in shared) / 1e6:.2f} MB of other packs")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=PROJECT / "public" / "packs" / ID)
    parser.add_argument("--keep-voice", action="store_true", help="of the pack that is there: only what sees is written anew")
    arguments = parser.parse_args()
    trained, _, tokenizer = load_llava(arguments.checkpoint)
    if arguments.keep_voice:
        rewrite_vision(trained, arguments.out, generated=generation(tokenizer))
    else:
        write_pack(trained, tokenizer, arguments.out, generated=generation(tokenizer))
