"""BLIP-2's Q-Former: 32 learned queries and a text share one transformer, started from MiniLM.

Self-attention is one set of weights under three masks (https://arxiv.org/abs/2301.12597, figure 2):

    contrastive  queries see queries, words see words                           ITC
    matching     all see all                                                    ITM
    generating   queries see queries, words see the queries and earlier words   ITG

Every other layer has cross-attention from the queries to the frozen eye's 81 patches; queries and words have feed-forward
layers of their own, as in the paper.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import BertModel

from .eye import PATCHES, WIDTH
from .med import Attention, Embeddings, FeedForward

QUERIES, EMBED, BLOCKED = 32, 384, -1e4


def self_attention_mask(kind: str, queries: int, words: Tensor) -> Tensor:
    """words [b, t] of 1 and 0 (padding) -> additive mask [b, 1, queries + t, queries + t]; row: who looks, column: at what."""
    batch, length = words.shape
    sees = torch.zeros(batch, queries + length, queries + length, dtype=torch.bool)
    sees[:, :queries, :queries] = True
    sees[:, queries:, queries:] = True
    if kind == "matching":
        sees[:] = True
    elif kind == "generating":
        sees[:, queries:, :queries] = True
        sees[:, queries:, queries:] = torch.ones(length, length, dtype=torch.bool).tril()
    elif kind != "contrastive":
        raise ValueError(f"unknown mask {kind!r}: contrastive, matching or generating")
    there = torch.cat([torch.ones(batch, queries), words.float()], 1).bool()
    return (~(sees & there[:, None])).float()[:, None] * BLOCKED


class QFormerLayer(nn.Module):
    def __init__(self, width: int, inner: int, heads: int, dropout: float, crossed: bool) -> None:
        super().__init__()
        self.self_attention = Attention(width, heads, dropout)
        self.cross_attention = Attention(width, heads, dropout) if crossed else None
        self.query_forward, self.word_forward = (FeedForward(width, inner, dropout) for _ in range(2))

    def forward(self, x: Tensor, queries: int, mask: Tensor | None, seen: Tensor | None) -> Tensor:
        x = self.self_attention(x, self.self_attention.key_value(x), mask)
        asking, words = x[:, :queries], x[:, queries:]
        if self.cross_attention and queries:
            asking = self.cross_attention(asking, self.cross_attention.key_value(seen), None)
        return torch.cat([self.query_forward(asking), self.word_forward(words)], 1)


class QFormer(nn.Module):
    def __init__(self, vocab: int, width: int = EMBED, inner: int = 1536, layers: int = 6, heads: int = 12,
                 positions: int = 64, dropout: float = 0.1) -> None:
        super().__init__()
        self.queries = nn.Parameter(torch.randn(QUERIES, width) * 0.02)
        self.query_norm = nn.LayerNorm(width, eps=1e-12)
        self.embeddings = Embeddings(vocab, width, positions, dropout)
        self.seen_norm, self.seen = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, width)
        self.seen_position = nn.Parameter(torch.randn(PATCHES, width) * 0.02)
        self.layers = nn.ModuleList(QFormerLayer(width, inner, heads, dropout, i % 2 == 0) for i in range(layers))
        self.query_head, self.word_head = nn.Linear(width, EMBED), nn.Linear(width, EMBED)
        self.itm_head = nn.Linear(width, 2)
        self.lm_transform, self.lm_norm = nn.Linear(width, width), nn.LayerNorm(width, eps=1e-12)
        self.temperature = nn.Parameter(torch.tensor(0.07))

    def look(self, patches: Tensor) -> Tensor:
        """Patch features [b, 81, 1280] -> what cross-attention reads [b, 81, width]."""
        return self.seen(self.seen_norm(patches)) + self.seen_position

    def run(self, kind: str, patches: Tensor | None, ids: Tensor | None, words: Tensor | None) -> tuple[Tensor, Tensor]:
        """Hidden states of the queries [b, 32, width] and of the words [b, t, width]; either input may be missing."""
        batch = len(patches) if patches is not None else len(ids)
        parts = [] if patches is None else [self.query_norm(self.queries).expand(batch, -1, -1)]
        count = QUERIES if parts else 0
        if ids is not None:
            parts.append(self.embeddings(ids))
        mask = self_attention_mask(kind, count, words) if ids is not None else None
        x, seen = torch.cat(parts, 1), None if patches is None else self.look(patches)
        for layer in self.layers:
            x = layer(x, count, mask, seen)
        return x[:, :count], x[:, count:]

    def image_queries(self, patches: Tensor) -> Tensor:
        """ITC: one embedding a query [b, 32, 384], L2-normalised."""
        return F.normalize(self.query_head(self.run("contrastive", patches, None, None)[0]), dim=-1)

    def text_embedding(self, ids: Tensor, words: Tensor) -> Tensor:
        """ITC: the first token's embedding [b, 384], L2-normalised."""
        return F.normalize(self.word_head(self.run("contrastive", None, ids, words)[1][:, 0]), dim=-1)

    def itm_logits(self, patches: Tensor, ids: Tensor, words: Tensor) -> Tensor:
        """Match or not [b, 2]: the mean over the queries' logits."""
        return self.itm_head(self.run("matching", patches, ids, words)[0]).mean(1)

    def lm_logits(self, patches: Tensor, ids: Tensor, words: Tensor) -> Tensor:
        """ITG: next-word logits [b, t, vocab]; ids start with the decoding token."""
        hidden = self.run("generating", patches, ids, words)[1]
        return F.linear(self.lm_norm(F.gelu(self.lm_transform(hidden))), self.embeddings.word.weight)


def best_query(queries: Tensor, texts: Tensor) -> Tensor:
    """Similarity of images and texts [images, texts]: the query that fits best counts."""
    return torch.einsum("iqd,td->itq", queries, texts).amax(-1)


def start_qformer(qformer: QFormer, bert: BertModel, order: list[int]) -> None:
    """Copies MiniLM; cross-attention and queries stay at random, as in the paper. `order[i]` is MiniLM's word of row i."""
    with torch.no_grad():
        qformer.embeddings.word.weight.copy_(bert.embeddings.word_embeddings.weight[order])
        count = qformer.embeddings.position.num_embeddings
        types = bert.embeddings.token_type_embeddings.weight[0]
        qformer.embeddings.position.weight.copy_(bert.embeddings.position_embeddings.weight[:count] + types)
    qformer.embeddings.norm.load_state_dict(bert.embeddings.LayerNorm.state_dict())
    for layer, source in zip(qformer.layers, bert.encoder.layer):
        attention, theirs = layer.self_attention, source.attention
        for ours, part in ((attention.query, theirs.self.query), (attention.key, theirs.self.key), (attention.value, theirs.self.value),
                           (attention.output, theirs.output.dense), (attention.norm, theirs.output.LayerNorm)):
            ours.load_state_dict(part.state_dict())
        for forward in (layer.query_forward, layer.word_forward):
            forward.inner.load_state_dict(source.intermediate.dense.state_dict())
            forward.output.load_state_dict(source.output.dense.state_dict())
            forward.norm.load_state_dict(source.output.LayerNorm.state_dict())
