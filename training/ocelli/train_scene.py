"""Trains what sentences say of a scene with given things, from COCO's sentences alone: no photograph with a caption is needed.

    python -m ocelli.train_scene [--into .work/med/last.pt]

Writes .work/scene.pt, and with --into puts it into a checkpoint of the MED, whose other weights stay as they are.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import torch

from . import checkpoint
from .data.coco import coco_captions
from .imagined import Imagined
from .model.detector import KINDS
from .model.scene import Scene
from .model.text_tower import Teacher
from .model.things import Things
from .model.vocabulary import WORDS, Vocabulary
from .workspace import work

STEPS, BATCH, RATE, SEED = 1500, 512, 2e-3, 0


def train() -> Scene:
    torch.manual_seed(SEED)
    teacher = Teacher()
    sentences, embeddings = coco_captions(teacher)
    imagined = Imagined(sentences)
    scene = Scene()
    with torch.no_grad():
        scene.words.weight.copy_(teacher(list(KINDS)).T / 2)
    optimizer = torch.optim.AdamW(scene.parameters(), RATE, weight_decay=0.01)
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * 0.5 * (1 + math.cos(math.pi * step / STEPS))
        chosen = torch.randint(0, len(sentences), (BATCH,))
        error = scene(imagined(chosen)) - embeddings[chosen]
        loss = error.square().sum(-1).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 300 == 0 or step == STEPS - 1:
            print(f"step {step}/{STEPS} squared error {loss.item():.3f}", flush=True)
    return scene.eval().requires_grad_(False)


def put_into(path: Path, scene: Scene) -> None:
    """The scene replaces that of a checkpoint, or is added; words beyond those that ship go."""
    stored = torch.load(path, weights_only=False)
    state, words = stored["model"], stored["words"][:WORDS]
    state |= {f"image_embedding.scene.{name}": tensor for name, tensor in scene.state_dict().items()}
    if "things.names" not in state:
        things = Things()
        things.name(Teacher())
        state |= {f"things.{name}": tensor for name, tensor in things.state_dict().items()}
    state["med.embeddings.word.weight"] = state["med.embeddings.word.weight"][:len(words)].clone()
    blip = checkpoint.assembled(state, Vocabulary(words, stored["decodable"]))
    checkpoint.save(path, blip, Vocabulary(words, stored["decodable"]), step=0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path)
    arguments = parser.parse_args()
    trained = train()
    torch.save(trained.state_dict(), work("scene.pt"))
    if arguments.into:
        put_into(arguments.into, trained)
