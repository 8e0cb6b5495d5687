import torch
import torch.nn.functional as F

from ocelli.data.text_batches import CaptionBatches, nearest_siblings, noisy


def embeddings(n=60):
    torch.manual_seed(0)
    return F.normalize(torch.randn(n, 32), dim=-1)


def test_every_caption_comes_once_a_round():
    e = embeddings()
    batches = CaptionBatches(e, nearest_siblings(e), torch.zeros(3, 32), list(range(60)), 8)
    seen = [i for _ in range(8) for i in batches.next()[0]]
    assert sorted(seen) == list(range(60))


def test_a_batch_holds_captions_of_like_length():
    e = embeddings()
    batches = CaptionBatches(e, nearest_siblings(e), torch.zeros(3, 32), list(range(60)), 6)
    chosen, _ = batches.next()
    assert max(chosen) - min(chosen) == 5


def test_noise_keeps_unit_length_and_moves_along_the_residuals():
    e, residual = embeddings(), torch.full((1, 32), 0.3)
    moved = noisy(e, residual)
    assert torch.allclose(moved.norm(dim=1), torch.ones(60), atol=1e-5)
    assert ((moved - e).sum(1).mean() > 0) and not torch.allclose(moved, e)


def test_a_caption_without_near_ones_is_its_own_sibling():
    e = torch.eye(10)
    assert (nearest_siblings(e) == torch.arange(10)[:, None]).all()
