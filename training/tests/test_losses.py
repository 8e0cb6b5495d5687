from copy import deepcopy

import torch

from ocelli.losses import hard_negatives, itm_loss, lm_loss


def test_a_hard_negative_is_never_the_pair_itself_or_its_like():
    torch.manual_seed(0)
    similarity, same = torch.rand(6, 6), torch.eye(6, dtype=torch.bool)
    same[1, 2] = same[2, 1] = True
    for _ in range(50):
        text, image = hard_negatives(similarity, same)
        assert not same[torch.arange(6), text].any() and not same[image, torch.arange(6)].any()


def test_hard_negatives_are_mostly_the_similar_ones():
    similarity = torch.zeros(8, 8)
    similarity[:, 3] = 0.5
    picked = torch.cat([hard_negatives(similarity, torch.eye(8, dtype=torch.bool))[0] for _ in range(30)])
    assert (picked == 3).float().mean() > 0.7


def test_padding_does_not_count_in_the_language_loss(blip):
    cross = blip.med.cross_key_values(torch.randn(1, 10, 384, generator=torch.Generator().manual_seed(0)))
    with torch.no_grad():
        short = lm_loss(blip.med, torch.tensor([[6, 9, 10, 3]]), cross, pad=0)
        padded = lm_loss(blip.med, torch.tensor([[6, 9, 10, 3, 0, 0]]), cross, pad=0)
    assert torch.allclose(short, padded, atol=1e-5)


def test_matching_is_learned_on_a_batch(blip):
    """Steps on hard negatives tell the pairs of a batch from all that are none."""
    torch.manual_seed(0)  # Which negatives are drawn is chance: some draws leave a pair out.
    med, pairs = deepcopy(blip.med), 4
    visual = torch.randn(pairs, 10, 384)
    ids = torch.tensor([[5, 9, 10, 3], [5, 12, 13, 3], [5, 15, 16, 3], [5, 18, 19, 3]])
    mask, similarity, same = torch.ones_like(ids), torch.zeros(pairs, pairs), torch.eye(pairs, dtype=torch.bool)
    optimizer = torch.optim.Adam(med.parameters(), 2e-4)
    for _ in range(100):
        loss, _ = itm_loss(med, ids, mask, med.cross_key_values(visual), similarity, same)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    text, image = torch.arange(pairs).repeat(pairs), torch.arange(pairs).repeat_interleave(pairs)
    with torch.no_grad():
        seen = [(k[image], v[image]) for k, v in med.cross_key_values(visual)]
        logits = med.grounded_encoder(ids[text], mask[text], seen)
    matching = (logits[:, 1] - logits[:, 0]).view(pairs, pairs)
    assert (matching.argmax(1) == torch.arange(pairs)).all() and (matching.argmax(0) == torch.arange(pairs)).all()
