"""Golden image tokens and greedy answers of the pack `ocelli-llava`, by PyTorch on the weights that lie in the pack.

    python -m ocelli.export.llava_golden [--pack ../public/packs/ocelli-llava] --checkpoint .work/llava/last.pt
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from transformers import LlamaForCausalLM

from ..data.chat import ChatTemplate, Turn
from ..data.views import load, pixel_values, squash
from ..llava_checkpoint import load_llava
from ..model.bridge import IMAGE_TOKENS
from ..model.eye import folded, load_eye
from ..model.llava import Llava, voice_inputs
from ..quantisation import quantised_copy, vision_scheme
from ..workspace import PROJECT
from .caption_golden import Captioner, golden_captions
from .golden import LOSSLESS, SAMPLES
from .llava_pack import ID, VERSION, Vision
from .voice_reading import read_model

OUT = PROJECT / "tests" / "fixtures" / "golden" / ID
MAX_TOKENS = 24
ASKED = (("cat.png", ("Describe the picture.", "Is there a cat in the picture?", "Is there a bus in the picture?", "What is in the picture?",
                     "Is there a car in the picture?", "What animal is it?")),
         ("coffee.jpg", ("Describe the picture.", "What is in the picture?", "Is there a dog in the picture?", "Where is the cup?",
                        "Is there a cup in the picture?", "Is there a train in the picture?")))
#: Beams part over less than what decoders of JPEG differ by.
CAPTIONED = [LOSSLESS]
#: An answer with a choice closer than this (in logits) is a matter of rounding: its question is left out. What the eye's 8 bits
#: and decoders of JPEG differ by moves it more than the voice does.
TIE = 0.1
LEAST_ANSWERS = 4


@torch.no_grad()
def greedy(model: torch.nn.Module, template: ChatTemplate, tokens: Tensor, turns: list[Turn]) -> tuple[list[int], float]:
    """Ids of the answer to the last turn's question, without the end, and by how much its closest choice was made."""
    inputs, _ = voice_inputs(model, [template.render(turns, open_end=True)], tokens)
    out = model.generate(inputs_embeds=inputs, attention_mask=torch.ones(inputs.shape[:2], dtype=torch.long), do_sample=False,
                         max_new_tokens=MAX_TOKENS, eos_token_id=template.end, pad_token_id=template.end,
                         return_dict_in_generate=True, output_logits=True)
    best = torch.cat(out.logits).topk(2).values
    return [i for i in out.sequences[0].tolist() if i != template.end], float((best[:, 0] - best[:, 1]).min())


def write(llava: Llava, template: ChatTemplate, pack: Path, out: Path) -> None:
    manifest = json.loads((pack / "pack.json").read_text())
    vision = quantised_copy(Vision(folded(load_eye()), llava), vision_scheme).eval()
    write_golden(vision, read_model(pack, manifest["voice"]["shape"]), template, out, VERSION, manifest["generation"])


@torch.no_grad()
def write_golden(vision: Callable[[Tensor], tuple[Tensor, Tensor]], voice: LlamaForCausalLM, template: ChatTemplate, out: Path, version: str,
                 generation: dict) -> None:
    """vision: pixel_values [1, 3, h, w] -> image tokens, image embedding. Every picture is one conversation: each question sees the answers before it."""
    out.mkdir(parents=True, exist_ok=True)
    conversations, golden = [], None
    for name, questions in ASKED:
        if not (SAMPLES / name).exists():
            raise FileNotFoundError(f"{name} is not among the samples; ASKED names them")
        tokens, _ = vision(torch.from_numpy(pixel_values(squash(load(SAMPLES / name))))[None])
        golden = tokens if name == LOSSLESS else golden
        turns: list[Turn] = []
        for question in questions:
            ids, margin = greedy(voice, template, tokens, [*turns, Turn(question, "")])
            if margin < TIE:
                print(f"{name} {question} left out: a choice by {margin:.3f}")
                continue
            turns.append(Turn(question, template.tokenizer.decode(ids)))
            conversations.append({"image": name, "question": question, "ids": ids, "text": turns[-1].answer})
            print(f"{name} {question} -> {turns[-1].answer}")
    if len(conversations) < LEAST_ANSWERS:
        raise ValueError(f"only {len(conversations)} answers without a near tie: ask more in ASKED")
    (out / "image_tokens.f32").write_bytes(golden.contiguous().numpy().astype(np.float32).tobytes())
    index = {"packVersion": version, "image": LOSSLESS, "tolerance": {"wasm": 1e-3, "webgpu": 2e-3},
             "tensors": {"image_tokens": {"file": "image_tokens.f32", "dims": list(golden.shape)}},
             "captions": golden_captions(Captioner(voice, template, generation), vision, CAPTIONED), "conversation": conversations}
    (out / "index.json").write_text(json.dumps(index, indent=1) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--pack", type=Path, default=PROJECT / "public" / "packs" / ID)
    arguments = parser.parse_args()
    model, _, tokenizer = load_llava(arguments.checkpoint)
    write(model, ChatTemplate(tokenizer, IMAGE_TOKENS), arguments.pack, OUT)
