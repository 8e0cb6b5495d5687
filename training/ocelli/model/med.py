"""BLIP's MED (mixture of encoder-decoder) in miniature: one transformer, started from MiniLM, three modes.

    text_encoder      bidirectional self-attention                      -> text embedding (ITC)
    grounded_encoder  bidirectional self-attention + cross-attention    -> match or not (ITM)
    grounded_decoder  causal self-attention + cross-attention           -> next-word logits (LM)

Shared as in the paper (https://arxiv.org/abs/2201.12086, section 3.1): everything but the decoder's
self-attention. Width 384, 6 layers, 12 heads of 32. Cross-attention in every other layer (as BLIP-2
spaces it), which saves a twentieth of the pack and half of the work on an image.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import BertModel

from .text_tower import mean_pool

CROSS_LAYERS = (1, 3, 5)
KeyValue = tuple[Tensor, Tensor]  # each [b, heads, t, head_dim]


class Attention(nn.Module):
    """Multi-head attention with its residual and norm, as in BERT (post-norm)."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.norm, self.dropout = nn.LayerNorm(width, eps=1e-12), nn.Dropout(dropout)

    def split(self, x: Tensor) -> Tensor:  # [b, t, d] -> [b, heads, t, head_dim]
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def key_value(self, x: Tensor) -> KeyValue:
        return self.split(self.key(x)), self.split(self.value(x))

    def forward(self, x: Tensor, key_value: KeyValue, mask: Tensor | None) -> Tensor:
        """mask: additive, broadcastable to [b, heads, t, s]."""
        query = self.split(self.query(x))
        scores = query @ key_value[0].transpose(-1, -2) * (query.shape[-1] ** -0.5)
        if mask is not None:
            scores = scores + mask
        mixed = (scores.softmax(-1) @ key_value[1]).transpose(1, 2).flatten(2)
        return self.norm(x + self.dropout(self.output(mixed)))


class FeedForward(nn.Module):
    def __init__(self, width: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.inner, self.output = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm, self.dropout = nn.LayerNorm(width, eps=1e-12), nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(x + self.dropout(self.output(F.gelu(self.inner(x)))))


class Layer(nn.Module):
    def __init__(self, width: int, inner: int, heads: int, dropout: float, grounded: bool) -> None:
        super().__init__()
        self.self_attention = Attention(width, heads, dropout)  # both encoders
        self.decoder_attention = Attention(width, heads, dropout)  # the decoder's own
        self.cross_attention = Attention(width, heads, dropout) if grounded else None
        self.feed_forward = FeedForward(width, inner, dropout)


class Embeddings(nn.Module):
    def __init__(self, vocab: int, width: int, positions: int, dropout: float) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(vocab, width), nn.Embedding(positions, width)
        self.norm, self.dropout = nn.LayerNorm(width, eps=1e-12), nn.Dropout(dropout)

    def forward(self, ids: Tensor, start: int = 0) -> Tensor:
        positions = self.position.weight[start:start + ids.shape[1]]
        return self.dropout(self.norm(self.word(ids) + positions))


class Med(nn.Module):
    def __init__(self, vocab: int, decoder_vocab: int, width: int = 384, inner: int = 1536, layers: int = 6,
                 heads: int = 12, positions: int = 64, dropout: float = 0.1,
                 cross_layers: tuple[int, ...] = CROSS_LAYERS) -> None:
        super().__init__()
        self.decoder_vocab, self.cross_layers = decoder_vocab, cross_layers
        self.embeddings = Embeddings(vocab, width, positions, dropout)
        self.layers = nn.ModuleList(Layer(width, inner, heads, dropout, i in cross_layers) for i in range(layers))
        self.itm_head = nn.Linear(width, 2)
        self.lm_transform, self.lm_norm = nn.Linear(width, width), nn.LayerNorm(width, eps=1e-12)
        self.lm_bias = nn.Parameter(torch.zeros(decoder_vocab))

    def text_encoder(self, ids: Tensor, mask: Tensor) -> Tensor:
        """[b, t] -> L2-normalised text embedding [b, width]."""
        x, additive = self.embeddings(ids), additive_mask(mask)
        for layer in self.layers:
            x = layer.self_attention(x, layer.self_attention.key_value(x), additive)
            x = layer.feed_forward(x)
        return mean_pool(x, mask)

    def cross_key_values(self, visual_tokens: Tensor) -> list[KeyValue]:
        """[b, s, width] -> keys and values of each layer with cross-attention; once an image."""
        return [layer.cross_attention.key_value(visual_tokens) for layer in self.layers if layer.cross_attention]

    def grounded_encoder(self, ids: Tensor, mask: Tensor, cross: list[KeyValue]) -> Tensor:
        """[b, t] with the [Encode] token first -> ITM logits [b, 2]; index 1 is "match".

        BLIP reads the first token; here the mean over all tokens is read, as MiniLM's sentences are: with few pairs
        to learn from, evidence for or against single words then reaches the head directly.
        """
        x, additive = self.embeddings(ids), additive_mask(mask)
        of_layer = iter(cross)
        for layer in self.layers:
            x = layer.self_attention(x, layer.self_attention.key_value(x), additive)
            if layer.cross_attention:
                x = layer.cross_attention(x, next(of_layer), None)
            x = layer.feed_forward(x)
        weights = mask.unsqueeze(-1).to(x.dtype)
        return self.itm_head((x * weights).sum(1) / weights.sum(1))

    def grounded_decoder(self, ids: Tensor, cross: list[KeyValue],
                         past: list[KeyValue] | None = None) -> tuple[Tensor, list[KeyValue]]:
        """[b, t] after `past` -> hidden states [b, t, width] ready for `lm_logits`, and all keys and values."""
        start = past[0][0].shape[2] if past else 0
        x, present = self.embeddings(ids, start), []
        causal = causal_mask(ids.shape[1], start).to(x.device)
        of_layer = iter(cross)
        for i, layer in enumerate(self.layers):
            key, value = layer.decoder_attention.key_value(x)
            if past:
                key, value = torch.cat([past[i][0], key], 2), torch.cat([past[i][1], value], 2)
            present.append((key, value))
            x = layer.decoder_attention(x, (key, value), causal)
            if layer.cross_attention:
                x = layer.cross_attention(x, next(of_layer), None)
            x = layer.feed_forward(x)
        return self.lm_norm(F.gelu(self.lm_transform(x))), present

    def lm_logits(self, hidden: Tensor) -> Tensor:
        """Tied head: the decodable words are the first rows of the word table. [..., width] -> [..., decoder_vocab]"""
        return F.linear(hidden, self.embeddings.word.weight[:self.decoder_vocab], self.lm_bias)


def additive_mask(mask: Tensor) -> Tensor:
    """[b, s] of 1 and 0 -> [b, 1, 1, s] of 0 and a large negative number."""
    return (1.0 - mask[:, None, None, :].float()) * -1e4


def causal_mask(new: int, past: int) -> Tensor:
    """[new, past + new]: a position sees itself and all before it."""
    seen, position = torch.arange(past + new), torch.arange(past, past + new)
    return (seen[None, :] > position[:, None]).float() * -1e4


def start_from_bert(med: Med, bert: BertModel, order: list[int]) -> None:
    """Copies MiniLM's weights into the MED; `order[i]` is the MiniLM word of row i."""
    with torch.no_grad():
        med.embeddings.word.weight.copy_(bert.embeddings.word_embeddings.weight[order])
        types = bert.embeddings.token_type_embeddings.weight[0]  # always the first type: folded into the positions
        count = med.embeddings.position.num_embeddings
        med.embeddings.position.weight.copy_(bert.embeddings.position_embeddings.weight[:count] + types)
    med.embeddings.norm.load_state_dict(bert.embeddings.LayerNorm.state_dict())
    for layer, source in zip(med.layers, bert.encoder.layer):
        for attention in filter(None, (layer.self_attention, layer.decoder_attention, layer.cross_attention)):
            attention.query.load_state_dict(source.attention.self.query.state_dict())
            attention.key.load_state_dict(source.attention.self.key.state_dict())
            attention.value.load_state_dict(source.attention.self.value.state_dict())
            attention.output.load_state_dict(source.attention.output.dense.state_dict())
            attention.norm.load_state_dict(source.attention.output.LayerNorm.state_dict())
        if layer.cross_attention:
            nn.init.normal_(layer.cross_attention.output.weight, std=0.002)
        layer.feed_forward.inner.load_state_dict(source.intermediate.dense.state_dict())
        layer.feed_forward.output.load_state_dict(source.output.dense.state_dict())
        layer.feed_forward.norm.load_state_dict(source.output.LayerNorm.state_dict())
