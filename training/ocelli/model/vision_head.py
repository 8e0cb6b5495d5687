"""From the eye's patch features to what the MED reads: the image embedding (ITC) and the visual tokens.

Image embedding: ConSE (the class-probability-weighted mean of class-name embeddings, Norouzi et al. 2014), plus what
sentences say of a scene with such things in it, plus a residual MLP, in MiniLM's sentence space, where the text tower is
locked (LiT, Zhai et al. 2022).
Visual tokens: the embedding projected onto a memory of caption embeddings (DeCap, Li et al. 2023), its
nearest memory entries, and the 81 patches. The memory closes the modality gap: text-only training and
inference read the same kind of token.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .eye import CLASSES, OBJECTS, WIDTH
from .scene import Scene

EMBED, NEAREST, TEMPERATURES = 384, 8, (0.03, 0.08)
MEMORY_TOKENS = len(TEMPERATURES) + NEAREST
#: The likeliest things have a token each.
THINGS = 4
#: A caption is written from the first tokens alone, those of the memory and of the things. With the patches COCO-dev's own
#: sentences were less likely (3.31 against 3.22 nats a word): no photograph with sentences of their kind is trained on.
CAPTION_TOKENS = MEMORY_TOKENS + THINGS
TOP_CLASSES = 10


class ImageEmbedding(nn.Module):
    """What the eye sees, patches [b, 81, 1360] -> L2-normalised image embedding [b, 384]."""

    def __init__(self, hidden: int = 1024, dropout: float = 0.5) -> None:
        super().__init__()
        self.classifier = nn.Linear(WIDTH, CLASSES)  # the eye's own head, frozen
        self.class_words = nn.Linear(CLASSES, EMBED, bias=False)  # columns: embeddings of class names, frozen
        self.norm = nn.LayerNorm(WIDTH)
        self.inner, self.output = nn.Linear(WIDTH + CLASSES, hidden), nn.Linear(hidden, EMBED)
        self.shift, self.conse_scale = nn.Parameter(torch.zeros(EMBED)), nn.Parameter(torch.ones(1))
        self.dropout = nn.Dropout(dropout)
        self.scene = Scene()
        nn.init.zeros_(self.output.weight)
        nn.init.zeros_(self.output.bias)

    def evidence(self, patches: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Patches -> pooled features [b, 1280], the best patch's likelihood of each class [b, 1000] and each thing [b, 80]."""
        features, objects = patches.split([WIDTH, OBJECTS], -1)
        return features.mean(1), self.classifier(features).softmax(-1).amax(1), objects.amax(1)

    def conse(self, pooled: Tensor, best_patch: Tensor) -> Tensor:
        """What the classes say: of the whole picture (its ten best classes), and of single patches."""
        values, index = self.classifier(pooled).topk(TOP_CLASSES, dim=-1)
        # Zeros made from an input: a batch of known size would be exported as a table of them.
        whole = (best_patch * 0).scatter(1, index, (values * 0.7).softmax(-1))
        words = F.normalize(self.class_words(whole), dim=-1) + F.normalize(self.class_words(best_patch), dim=-1)
        return F.normalize(words, dim=-1)

    def patch_words(self, features: Tensor) -> Tensor:
        """What the classes say of each patch's features, in the space of sentences: [b, 81, 1280] -> [b, 81, 384], unit vectors."""
        return F.normalize(self.class_words(self.classifier(features).softmax(-1)), dim=-1)

    def seen(self, patches: Tensor) -> tuple[Tensor, Tensor]:
        """Patches [b, 81, 1360] -> their features [b, 81, 1280] and what the classes say of them [b, 81, 384]."""
        features = patches[..., :WIDTH]
        return features, self.patch_words(features)

    def described(self, pooled: Tensor, best_patch: Tensor) -> Tensor:
        """The embedding without what the things say [b, 384], unit vectors."""
        features = torch.cat([self.norm(pooled), best_patch * 10], -1)
        residual = self.output(self.dropout(F.gelu(self.inner(self.dropout(features)))))
        return F.normalize(self.conse(pooled, best_patch) * self.conse_scale + residual + self.shift, dim=-1)

    def embed(self, pooled: Tensor, best_patch: Tensor, objects: Tensor) -> Tensor:
        return F.normalize(self.described(pooled, best_patch) + self.scene(objects), dim=-1)

    def forward(self, patches: Tensor) -> Tensor:
        return self.embed(*self.evidence(patches))


def start_from_classes(head: ImageEmbedding, weight: Tensor, bias: Tensor, words: Tensor) -> None:
    """The eye's own head [1000, 1280], [1000], and its classes' text embeddings [1000, 384]: frozen."""
    with torch.no_grad():
        head.classifier.weight.copy_(weight)
        head.classifier.bias.copy_(bias)
        head.class_words.weight.copy_(words.T)
    head.classifier.requires_grad_(False)
    head.class_words.requires_grad_(False)
