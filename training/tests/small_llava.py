"""A LLaVA before the small voice, with the eyes of a small BLIP and a few visual words."""

import copy

import torch
from small_voice import SHAPE, small_tokenizer, small_weights

from ocelli.model.blip import Blip
from ocelli.model.bridge import Bridge
from ocelli.model.llava import Llava, word_embeddings
from ocelli.model.voice import from_weights, tunable

VISUAL = ["cat", "dog", "table", "red", "two", "this", "what", "yes", "no", "on"]


def small_llava(blip: Blip) -> Llava:
    torch.manual_seed(0)
    weights = small_weights()
    voice = tunable(from_weights(weights, SHAPE), weights)
    bridge = Bridge(word_embeddings(VISUAL, small_tokenizer(), voice.model.embed_tokens.weight), said=64, seen=64, inner=64)
    torch.nn.init.normal_(bridge.seen[2].weight, std=0.1)
    torch.nn.init.normal_(bridge.sure, std=0.1)
    return Llava(copy.deepcopy(blip.image_embedding), copy.deepcopy(blip.visual_tokens), bridge, voice).eval()
