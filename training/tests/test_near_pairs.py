import random

import torch
import torch.nn.functional as F

from ocelli.data.near_pairs import NEAREST, SAME, NearPairs


def embeddings(count: int) -> torch.Tensor:
    return F.normalize(torch.randn(count, 8, generator=torch.Generator().manual_seed(3)), dim=-1)


def test_half_of_a_batch_is_near_the_other_half():
    random.seed(1)
    vectors = embeddings(200)
    chosen = NearPairs(vectors).draw(13)
    assert len(chosen) == 13
    similarity = vectors @ vectors.T
    similarity[similarity > SAME] = -1
    for seed, near in zip(chosen[:6], chosen[7:]):
        assert (similarity[seed] > similarity[seed, near]).sum() < NEAREST


def test_what_says_the_same_is_never_drawn_as_near():
    random.seed(1)
    vectors = embeddings(40).repeat(2, 1)  # every description twice
    pairs = NearPairs(vectors)
    for _ in range(20):
        chosen = pairs.draw(8)
        for seed, near in zip(chosen[:4], chosen[4:]):
            assert vectors[seed] @ vectors[near] <= SAME
