"""LLaVA in miniature: the frozen eye, a projection into the word space of SmolLM2, and SmolLM2 itself."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import LlamaForCausalLM

from ..data.chat import IGNORED, IMAGE, Rendered
from .bridge import Bridge
from .eye import things_in
from .likely_words import cells
from .memory import VisualTokens, recalled
from .vision_head import ImageEmbedding


class Llava(nn.Module):
    """Image embedding and memory come from the BLIP pack and stay as they are there."""

    def __init__(self, image_embedding: ImageEmbedding, visual_tokens: VisualTokens, bridge: Bridge, voice: LlamaForCausalLM) -> None:
        super().__init__()
        self.image_embedding, self.visual_tokens = image_embedding.eval(), visual_tokens.eval()
        self.image_embedding.requires_grad_(False)
        self.visual_tokens.requires_grad_(False)
        self.bridge, self.voice = bridge, voice

    def recalled(self, embedding: Tensor) -> Tensor:
        """The embedding's projections onto the memory, side by side, entries of about unit size [b, 768]."""
        return recalled(self.visual_tokens, embedding)

    def encode_image(self, patches: Tensor) -> Tensor:
        """Patches [b, 81, 1360] -> image tokens [b, 12, hidden]."""
        return self.bridge(self.recalled(self.image_embedding(patches)), cells(patches), things_in(patches))

    def loss(self, samples: list[Rendered], image_tokens: Tensor | None) -> Tensor:
        """Mean next-word cross-entropy over the labelled words. image_tokens [b, 12, hidden], one row a sample."""
        return language_loss(self.voice, samples, image_tokens)


def language_loss(voice: LlamaForCausalLM, samples: list[Rendered], image_tokens: Tensor | None) -> Tensor:
    inputs, labels = voice_inputs(voice, samples, image_tokens)
    hidden = voice.model(inputs_embeds=inputs[:, :-1], use_cache=False).last_hidden_state
    target = labels[:, 1:]
    counted = target != IGNORED
    return F.cross_entropy(voice.lm_head(hidden[counted]), target[counted])


def voice_inputs(voice: LlamaForCausalLM, samples: list[Rendered], image_tokens: Tensor | None) -> tuple[Tensor, Tensor]:
    """Embeddings [b, t, hidden] and labels [b, t]. Padded on the right, which causal attention never looks at."""
    longest = max(len(s.ids) for s in samples)
    ids = torch.tensor([s.ids + [0] * (longest - len(s.ids)) for s in samples])
    labels = torch.tensor([s.labels + [IGNORED] * (longest - len(s.labels)) for s in samples])
    return embedded(voice, ids, image_tokens), labels


def embedded(voice: LlamaForCausalLM, ids: Tensor, image_tokens: Tensor | None) -> Tensor:
    """Ids [b, t] -> [b, t, hidden], with image tokens [b, n, hidden] where they are IMAGE."""
    embeds = voice.model.embed_tokens(ids.clamp_min(0))
    return embeds if image_tokens is None else embeds.masked_scatter((ids == IMAGE).unsqueeze(-1), image_tokens.to(embeds.dtype))


@torch.no_grad()
def word_embeddings(words: list[str], tokenizer, table: Tensor) -> Tensor:
    """Each word in the voice's own table, as it stands within a sentence; the mean of its pieces. [words, hidden]"""
    return torch.stack([table[tokenizer.encode(f" {word}", add_special_tokens=False)].mean(0) for word in words])
