"""Why a picture matched: its embedding again without each place's 3 x 3 neighbourhood of patches.

Occlusion (Zeiler and Fergus 2014) on the eye's features instead of its pixels: the eye runs once, and what a place
adds to a sentence's score is a dot product with the difference of two embeddings.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from .eye import OBJECTS, PATCHES, WIDTH
from .vision_head import ImageEmbedding

SIDE = round(PATCHES**0.5)  # patches lie row by row in a square


def near() -> Tensor:
    """[SIDE, SIDE], 1 where two rows (or two columns) are the same or neighbours."""
    place = torch.arange(SIDE)
    return ((place[:, None] - place[None, :]).abs() <= 1).float()


def occluded_embeds(head: ImageEmbedding, patches: Tensor) -> Tensor:
    """Patches [1, 81, 1360] -> embeddings [1, 81, 384]: the i-th of the picture without the patches around i."""
    features, objects = patches.split([WIDTH, OBJECTS], -1)
    grid = features.transpose(1, 2).unflatten(2, (SIDE, SIDE))  # [1, 1280, 9, 9]
    hidden = F.avg_pool2d(grid, 3, 1, 1) * 9  # sum of each neighbourhood
    count = near().sum(0)[:, None] * near().sum(0)[None, :]
    pooled = (grid.sum((2, 3), keepdim=True) - hidden) / (PATCHES - count)
    classes = best_elsewhere(head.classifier(features).softmax(-1)[0])
    return head.embed(pooled.flatten(2)[0].T, classes, best_elsewhere(objects[0]))[None]


def best_elsewhere(likelihoods: Tensor) -> Tensor:
    """[81, n], 0 to 1 -> [81, n]: the i-th is each column's largest outside the neighbourhood of place i."""
    grid = likelihoods.unflatten(0, (SIDE, SIDE))
    # What remains is the rows outside and the columns outside: the best of either.
    far_rows = (grid.amax(1)[None] - near()[:, :, None]).amax(1)  # [9, n]
    far_columns = (grid.amax(0)[None] - near()[:, :, None]).amax(1)
    return torch.maximum(far_rows[:, None], far_columns[None, :]).flatten(0, 1)


def heat_map(embedding: Tensor, occluded: Tensor, text: Tensor) -> Tensor:
    """[384], [81, 384], [384] -> [9, 9]: by how much the cosine falls without each place, averaged over neighbours."""
    fall = ((embedding - occluded) @ text).view(1, 1, SIDE, SIDE)
    return F.avg_pool2d(fall, 3, 1, 1, count_include_pad=False)[0, 0]
