"""BLIP-2's second stage: what the queries saw, through one linear layer, as a soft prompt of the frozen voice."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import LlamaForCausalLM

from ..data.branches import Branched, attention_mask
from .llava import embedded
from .qformer import EMBED, QFormer
from .sight import Sight


class Blip2(nn.Module):
    def __init__(self, sight: Sight, qformer: QFormer, voice: LlamaForCausalLM) -> None:
        super().__init__()
        self.sight, self.qformer, self.voice = sight, qformer, voice.requires_grad_(False)
        self.projection = nn.Linear(EMBED, voice.config.hidden_size)

    def train(self, mode: bool = True) -> Blip2:
        """The voice is frozen: it stays as it answers."""
        super().train(mode)
        self.voice.eval()
        return self

    def tokens(self, seen: Tensor) -> Tensor:
        """What is seen [b, s, 384] -> image tokens [b, 32, hidden]."""
        return self.projection(self.qformer.image_tokens(seen))

    def encode_image(self, patches: Tensor) -> Tensor:
        """Patches [b, 81, 1360] -> image tokens [b, 32, hidden]."""
        return self.tokens(self.sight(patches))

    def loss(self, samples: list[Branched], tokens: Tensor) -> Tensor:
        """Mean next-word cross-entropy over all targets. tokens [b, 32, hidden], one row a sample."""
        return F.cross_entropy(*target_logits(self.voice, samples, tokens))


def target_logits(voice: LlamaForCausalLM, samples: list[Branched], tokens: Tensor) -> tuple[Tensor, Tensor]:
    """What the voice would say at each target of all samples [targets, words], and what was said [targets].

    tokens [b, t, hidden], one row a sample, where its ids have IMAGE."""
    longest = max(len(s.ids) for s in samples)
    ids, positions = (torch.tensor([row + [0] * (longest - len(row)) for row in rows])
                      for rows in ([s.ids for s in samples], [s.positions for s in samples]))
    hidden = voice.model(inputs_embeds=embedded(voice, ids, tokens), attention_mask=attention_mask(samples), position_ids=positions,
                         use_cache=False).last_hidden_state
    read = [(i, index, said) for i, s in enumerate(samples) for index, said in s.targets]
    rows, columns, said = torch.tensor(read).T
    return voice.lm_head(hidden[rows, columns]), said


@torch.no_grad()
def fit_size(blip2: Blip2, seen: Tensor) -> None:
    """Scales the projection so that its tokens are as large as the voice's words."""
    words = blip2.voice.model.embed_tokens.weight.square().mean().sqrt()
    size = words / blip2.tokens(seen).square().mean().sqrt()
    blip2.projection.weight.mul_(size)
    blip2.projection.bias.mul_(size)
