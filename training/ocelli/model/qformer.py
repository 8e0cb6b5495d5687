"""BLIP-2's Q-Former: 32 learned queries and a text share one transformer, started from the MED.

Self-attention is one set of weights under three masks (https://arxiv.org/abs/2301.12597, figure 2):

    contrastive  queries see queries, words see words                           ITC
    matching     all see all                                                    ITM
    generating   queries see queries, words see the queries and earlier words   ITG

Every other layer has cross-attention from the queries to what `sight.py` gives; queries and words have feed-forward
layers of their own, as in the paper.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .med import CROSS_LAYERS, Attention, Embeddings, FeedForward, Med
from .memory import cluster
from .text_tower import mean_pool

QUERIES, EMBED, BLOCKED = 32, 384, -1e4
#: How often a picture's queries add to its embedding while they are trained.
ADDED = 0.5
#: Most frequent words whose clusters the queries start from.
START_WORDS = 3000


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
        if mask is None:  # no words
            return self.query_forward(asking)
        return torch.cat([self.query_forward(asking), self.word_forward(words)], 1) if queries else self.word_forward(words)


class QFormer(nn.Module):
    def __init__(self, vocab: int, decoder_vocab: int, width: int = EMBED, inner: int = 1536, layers: int = 6, heads: int = 12,
                 positions: int = 64, dropout: float = 0.1) -> None:
        super().__init__()
        self.decoder_vocab = decoder_vocab
        self.queries = nn.Parameter(torch.randn(QUERIES, width) * 0.02)
        self.query_norm = nn.LayerNorm(width, eps=1e-12)
        self.embeddings = Embeddings(vocab, width, positions, dropout)
        self.layers = nn.ModuleList(QFormerLayer(width, inner, heads, dropout, i in CROSS_LAYERS) for i in range(layers))
        self.query_head, self.word_head = nn.Linear(width, EMBED), nn.Linear(width, EMBED)
        self.itm_head = nn.Linear(width, 2)
        self.lm_transform, self.lm_norm = nn.Linear(width, width), nn.LayerNorm(width, eps=1e-12)
        self.lm_bias = nn.Parameter(torch.zeros(decoder_vocab))
        self.temperature = nn.Parameter(torch.tensor(0.05))

    def run(self, kind: str, seen: Tensor | None, ids: Tensor | None, words: Tensor | None) -> tuple[Tensor, Tensor]:
        """seen [b, s, width], ids and words (1: there) [b, t] -> hidden states of the queries [b, 32, width] and of the
        words [b, t, width]; either input may be missing."""
        # Not len(): an exported graph would take it as a constant.
        parts = [] if seen is None else [self.query_norm(self.queries).expand(seen.shape[0], -1, -1)]
        count = QUERIES if parts else 0
        if ids is not None:
            parts.append(self.embeddings(ids))
        mask = self_attention_mask(kind, count, words) if ids is not None else None
        x = torch.cat(parts, 1)
        for layer in self.layers:
            x = layer(x, count, mask, seen)
        return x[:, :count], x[:, count:]

    def image_tokens(self, seen: Tensor) -> Tensor:
        """What the queries saw [b, 32, width]."""
        return self.run("contrastive", seen, None, None)[0]

    def query_embeddings(self, queries: Tensor, images: Tensor) -> Tensor:
        """ITC: one embedding a query [b, 32, 384], L2-normalised: the frozen eye's image embedding [b, 384] and what the query adds.

        Stochastic depth (https://arxiv.org/abs/1603.09382): in training nothing is added to some pictures, else all of it;
        afterwards what is added on average. What queries learn to add to few photographs fits new ones less.
        """
        added = self.query_head(queries)
        share = (torch.rand(len(added), 1, 1) < ADDED).to(added.dtype) if self.training else ADDED
        return F.normalize(images[:, None] + share * added, dim=-1)

    def text_embedding(self, ids: Tensor, words: Tensor) -> Tensor:
        """ITC: the mean over the text [b, 384], L2-normalised. The paper reads the first token; MiniLM's sentences are means."""
        hidden = self.run("contrastive", None, ids, words)[1]
        return F.normalize(self.word_head(mean_pool(hidden, words)), dim=-1)

    def itm_logits(self, seen: Tensor, ids: Tensor, words: Tensor) -> Tensor:
        """Match or not [b, 2]: the mean over the queries' logits."""
        return self.itm_head(self.run("matching", seen, ids, words)[0]).mean(1)

    def generating(self, seen: Tensor, ids: Tensor, words: Tensor) -> tuple[Tensor, Tensor]:
        """ITG: queries [b, 32, width], which know nothing of the text, and next-word logits [b, t, decoder_vocab]."""
        queries, hidden = self.run("generating", seen, ids, words)
        table = self.embeddings.word.weight[:self.decoder_vocab]
        return queries, F.linear(self.lm_norm(F.gelu(self.lm_transform(hidden))), table, self.lm_bias)


def best_query(queries: Tensor, texts: Tensor) -> Tensor:
    """Similarity of images and texts [images, texts]: the query that fits best counts."""
    return torch.einsum("iqd,td->iqt", queries, texts).amax(1)


@torch.no_grad()
def start_from_med(qformer: QFormer, med: Med) -> None:
    """Copies the MED: its encoders' self-attention, its cross-attention, its feed-forward for queries and words alike.

    The queries start as centres of clusters of the frequent words, so cross-attention reads them as it reads words.
    """
    qformer.embeddings.load_state_dict(med.embeddings.state_dict())
    table = med.embeddings.word.weight[:min(START_WORDS, med.decoder_vocab)]
    centres = cluster(F.normalize(table, dim=-1), min(QUERIES, len(table)))
    centres = centres.repeat(-(-QUERIES // len(centres)), 1)[:QUERIES]
    qformer.queries.copy_(centres * table.norm(dim=-1).mean() + med.embeddings.position.weight[1:1 + QUERIES])
    qformer.query_norm.load_state_dict(med.embeddings.norm.state_dict())
    for ours, theirs in zip(qformer.layers, med.layers):
        ours.self_attention.load_state_dict(theirs.self_attention.state_dict())
        if ours.cross_attention:
            ours.cross_attention.load_state_dict(theirs.cross_attention.state_dict())
        for forward in (ours.query_forward, ours.word_forward):
            forward.load_state_dict(theirs.feed_forward.state_dict())
    for name in ("itm_head", "lm_transform", "lm_norm"):
        getattr(qformer, name).load_state_dict(getattr(med, name).state_dict())
    qformer.lm_bias.copy_(med.lm_bias)
    nn.init.zeros_(qformer.query_head.weight)  # Nothing is added yet: recall starts as the MED's.
    nn.init.eye_(qformer.word_head.weight)
    for head in (qformer.query_head, qformer.word_head):
        nn.init.zeros_(head.bias)
