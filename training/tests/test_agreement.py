import pytest
import torch
import torch.nn.functional as F

from ocelli.agreement import agreement, unseen_things


def test_captions_agree_with_their_own_descriptions_and_with_others():
    told = F.normalize(torch.randn(3, 8), dim=-1)
    own, other = agreement(told.roll(1, 0), told)
    assert own == pytest.approx(torch.stack([told[i] @ told[i - 1] for i in range(3)]).mean().item())
    pairs = [told[i - 1] @ told[j] for i in range(3) for j in range(3) if i != j]
    assert other == pytest.approx(torch.stack(pairs).mean().item(), abs=1e-6)


def test_things_that_no_description_names_are_counted():
    assert unseen_things(["a man on a motorcycle", "a cat and a dog"], ["An astronaut, a man on the moon", "A cat"]) == 2
