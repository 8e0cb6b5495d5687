"""Golden image tokens and greedy answers of the pack `ocelli-blip2`, by PyTorch on the weights that lie in the pack.

    python -m ocelli.export.blip2_golden --checkpoint .work/qformer/stage2.pt
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from ..data.chat import ChatTemplate
from ..model.eye import folded, load_eye
from ..model.qformer import QUERIES
from ..model.voice import load_tokenizer
from ..qformer_checkpoint import load_blip2
from ..quantisation import quantised_copy, vision_scheme
from ..workspace import PROJECT
from .blip2_pack import ID, LLAVA_PACK, VERSION, Vision
from .llava_golden import write_golden
from .voice_reading import read_model

OUT = PROJECT / "tests" / "fixtures" / "golden" / ID

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    arguments = parser.parse_args()
    shape = json.loads((LLAVA_PACK / "pack.json").read_text())["voice"]["shape"]
    generation = json.loads((PROJECT / "public" / "packs" / ID / "pack.json").read_text())["generation"]
    voice = read_model(LLAVA_PACK, shape)
    blip2, _ = load_blip2(arguments.checkpoint, voice)
    vision = quantised_copy(Vision(folded(load_eye()), blip2), vision_scheme).eval()
    with torch.no_grad():
        write_golden(vision, voice, ChatTemplate(load_tokenizer(), QUERIES), OUT, VERSION, generation)
