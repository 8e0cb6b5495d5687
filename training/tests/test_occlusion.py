"""Leaving out a neighbourhood of patches, against leaving them out one by one."""

import torch

from ocelli.model.eye import SEEN, WIDTH
from ocelli.model.occlusion import SIDE, heat_map, occluded_embeds


@torch.no_grad()
def test_each_embedding_lacks_its_neighbourhood(blip):
    patches = torch.randn(1, SIDE * SIDE, SEEN, generator=torch.Generator().manual_seed(3)).relu()
    patches[..., WIDTH:].clamp_(max=1)  # likelihoods
    found = occluded_embeds(blip.image_embedding, patches)
    for row, column in ((0, 0), (4, 4), (8, 3)):
        rest = [r * SIDE + c for r in range(SIDE) for c in range(SIDE) if abs(r - row) > 1 or abs(c - column) > 1]
        torch.testing.assert_close(found[0, row * SIDE + column], blip.image_embedding(patches[:, rest])[0], atol=1e-5, rtol=1e-4)


def test_the_map_is_high_where_the_evidence_lies():
    text = torch.nn.functional.one_hot(torch.tensor(0), 384).float()
    embedding, occluded = text.clone(), text.repeat(SIDE * SIDE, 1)
    for row in (1, 2, 3):
        for column in (5, 6, 7):
            occluded[row * SIDE + column] *= 0.5
    occluded[2 * SIDE + 6] = 0.0  # without this place nothing is left of the match
    assert divmod(int(heat_map(embedding, occluded, text).argmax()), SIDE) == (2, 6)
