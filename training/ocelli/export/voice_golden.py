"""Golden continuations of a voice, from transformers' Llama on the voice's own dequantised weights.

    python -m ocelli.export.voice_golden --voice FOLDER --out FILE    a real voice: prompts and a text
    python -m ocelli.export.voice_golden --tiny FOLDER                a random one of 100 kB, with its own golden
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import nn
from transformers import LlamaForCausalLM, PreTrainedModel

from ..data.records import rows
from .voice import from_state_dict, shape_of, write_voice
from .voice_reading import config_of, read_model

SYSTEM = "You are a helpful AI assistant named SmolLM, trained by Hugging Face"
QUESTIONS = ["Write a short story about a dog.", "What is a computer?", "How do I bake bread?", "Name three colours.",
             "Explain gravity to a child.", "Who was Marie Curie?", "Describe a beach in summer.", "What do bees eat?",
             "Give me a packing list for a hike.", "Why is the sky blue?", "Write a poem about rain.",
             "How does a bicycle stay upright?", "What is photosynthesis?", "Suggest a name for a cat.",
             "What should I see in Rome?", "How many legs has a spider?", "Tell me about the Moon.",
             "What is the use of a compass?", "Describe a market in a small town.", "How can I sleep better?"]


def chat_prompt(question: str) -> str:
    return (f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n{question}<|im_end|>\n"
            "<|im_start|>assistant\n")


@torch.no_grad()
def greedy(model: PreTrainedModel, ids: list[int], tokens: int) -> tuple[list[int], list[float]]:
    """The likeliest tokens, and by how much of a logit each was likelier than the next best."""
    chosen, margins, past, step = [], [], None, torch.tensor([ids])
    for _ in range(tokens):
        out = model(step, past_key_values=past, use_cache=True)
        best = out.logits[0, -1].topk(2)
        past, step = out.past_key_values, best.indices[None, :1]
        chosen.append(step.item())
        margins.append(round((best.values[0] - best.values[1]).item(), 3))
    return chosen, margins


@torch.no_grad()
def mean_nll(model: PreTrainedModel, ids: list[int], window: int = 512) -> float:
    """Nats a token; every token but a window's first is predicted from those of the window before it."""
    total, count = 0.0, 0
    for at in range(0, len(ids) - 1, window):
        part = torch.tensor([ids[at:at + window + 1]])
        scores = model(part[:, :-1]).logits[0].log_softmax(-1)
        total -= scores.gather(1, part[0, 1:, None]).sum().item()
        count += part.shape[1] - 1
    return total / count


def text_of(words: int) -> str:
    """Descriptions and captions of OpenStax pictures (CC-BY-4.0), one after another."""
    text = []
    for row in rows("openstax"):
        text += f"{row['alt']} {row['credit']}".split()
        if len(text) >= words:
            return " ".join(text[:words])
    raise ValueError(f"The records have fewer than {words} words")


def golden(model: PreTrainedModel, prompts: list[list[int]], text: list[int], tokens: int) -> dict:
    continuations, margins = zip(*(greedy(model, ids, tokens) for ids in prompts))
    return {"prompts": prompts, "continuations": continuations, "margins": margins, "text": text, "meanNll": mean_nll(model, text)}


def write_tiny(folder: Path) -> None:
    torch.manual_seed(4)
    shape = {"hidden": 96, "layers": 2, "heads": 3, "kvHeads": 1, "headDim": 32, "inner": 160, "vocab": 256,
             "contextWindow": 512, "ropeTheta": 100000.0, "normEps": 1e-5}
    model = LlamaForCausalLM(config_of(shape))
    for parameter in model.parameters():
        nn.init.normal_(parameter, std=0.3) if parameter.dim() == 2 else nn.init.normal_(parameter, 1, 0.1)
    write_voice(folder, from_state_dict(model.state_dict()), shape_of(model.config))
    prompts = [torch.randint(0, shape["vocab"], (n,)).tolist() for n in (1, 5, 63, 64, 65, 150)]
    text = torch.randint(0, shape["vocab"], (130,)).tolist()
    (folder / "golden.json").write_text(json.dumps(golden(read_model(folder, shape), prompts, text, 24)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--voice", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--tiny", type=Path)
    options = parser.parse_args()
    if options.tiny:
        return write_tiny(options.tiny)
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(options.voice / "tokenizer.json"))
    shape = json.loads((options.voice / "voice.json").read_text())["shape"]
    prompts = [tokenizer.encode(chat_prompt(question)).ids for question in QUESTIONS]
    text = tokenizer.encode(text_of(2000)).ids
    options.out.write_text(json.dumps(golden(read_model(options.voice, shape), prompts, text, 64)))


if __name__ == "__main__":
    main()
