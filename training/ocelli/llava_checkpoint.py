"""Checkpoints of LLaVA: the bridge, what was tuned in the voice, and the BLIP parts they were trained on."""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import PreTrainedTokenizerFast

from .checkpoint import load_blip
from .data.coco import coco_captions
from .data.pairs import pairs
from .data.visual_words import things_of, visual_words
from .model.bridge import Bridge
from .model.llava import Llava, word_embeddings
from .model.memory import VisualTokens
from .model.text_tower import Teacher
from .model.vision_head import ImageEmbedding
from .model.voice import load_tokenizer, load_voice, tuned


def new_llava(blip_checkpoint: Path) -> tuple[Llava, list[str], PreTrainedTokenizerFast]:
    """As training starts it: BLIP's image embedding and memory, the published voice, a bridge at random."""
    torch.manual_seed(0)
    blip, _ = load_blip(blip_checkpoint)
    sentences, _ = coco_captions(Teacher())
    words = visual_words([*sentences, *(s for p in pairs("train") for s in p.sentences[:1])])
    voice, tokenizer = load_voice(), load_tokenizer()
    bridge = Bridge(word_embeddings(words, tokenizer, voice.model.embed_tokens.weight))
    bridge.thing_of_word = things_of(words)
    return Llava(blip.image_embedding, blip.visual_tokens, bridge, voice), words, tokenizer


def save_llava(path: Path, llava: Llava, words: list[str], **state) -> None:
    partial = path.with_suffix(".partial")
    torch.save({"bridge": llava.bridge.state_dict(), "voice": tuned(llava.voice), "words": words,
                "image_embedding": llava.image_embedding.state_dict(),
                "visual_tokens": llava.visual_tokens.state_dict(), **state}, partial)
    partial.rename(path)


def load_llava(path: Path) -> tuple[Llava, list[str], PreTrainedTokenizerFast]:
    stored = torch.load(path, weights_only=False)
    voice = load_voice()
    voice.load_state_dict(stored["voice"], strict=False)
    memory = VisualTokens(stored["visual_tokens"]["memory.weight"])
    memory.load_state_dict(stored["visual_tokens"])
    embedding = ImageEmbedding(stored["image_embedding"]["inner.weight"].shape[0])
    embedding.load_state_dict(stored["image_embedding"])
    return Llava(embedding, memory, stored_bridge(stored), voice).eval(), stored["words"], load_tokenizer()


def stored_bridge(stored: dict) -> Bridge:
    """The bridge of a checkpoint."""
    bridge = Bridge(stored["bridge"]["word_table"])
    bridge.load_state_dict(stored["bridge"])
    bridge.thing_of_word = things_of(stored["words"])
    return bridge
