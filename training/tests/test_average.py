import pytest
import torch

from ocelli.average import average


def test_the_mean_of_each_weight():
    states = [{"a": torch.tensor([1.0, 3.0]), "row": torch.tensor([2])}, {"a": torch.tensor([3.0, 6.0]), "row": torch.tensor([2])}]
    found = average(states)
    assert found["a"].tolist() == [2.0, 4.5] and found["row"].tolist() == [2]


def test_checkpoints_of_other_models_are_refused():
    with pytest.raises(ValueError, match="not the same weights"):
        average([{"a": torch.ones(1)}, {"b": torch.ones(1)}])
    with pytest.raises(ValueError, match="differ in row"):
        average([{"row": torch.tensor([1])}, {"row": torch.tensor([2])}])
