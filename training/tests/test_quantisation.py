import pytest
import torch
from torch import nn
from torch.nn.utils import parametrize

from ocelli.quantisation import (BLOCK, dequantise_q4, med_scheme, plain, quantise_q4, quantised_copy, through_q4,
                                 through_q8, train_quantised)


def test_q4_is_within_half_a_step_of_each_block():
    weight = torch.randn(8, 4 * BLOCK)
    codes, scale, minimum = quantise_q4(weight)
    error = (dequantise_q4(codes, scale, minimum) - weight).unflatten(-1, (-1, BLOCK)).abs()
    assert codes.max() <= 15
    assert (error <= scale.float() * 0.51 + 2e-3).all()


@pytest.mark.parametrize("through", [through_q4, through_q8])
def test_quantising_twice_changes_nothing_more(through):
    once = through(torch.randn(4, 2 * BLOCK))
    assert torch.allclose(through(once), once, atol=2e-3)


def test_q8_keeps_rows_apart():
    weight = torch.stack([torch.randn(64) * 1e-3, torch.randn(64) * 1e3])
    error = (through_q8(weight) - weight).abs().amax(1)
    assert error[0] < 1e-4 and error[1] > 1e-4


def test_training_sees_quantised_weights_and_moves_the_real_ones():
    layer = nn.Linear(BLOCK * 2, 128)
    before = layer.weight.detach().clone()
    train_quantised(nn.Sequential(layer))
    assert torch.allclose(layer.weight, through_q4(before), atol=1e-6)
    layer(torch.ones(1, BLOCK * 2)).sum().backward()
    assert torch.equal(layer.parametrizations.weight.original.grad, torch.ones_like(before))
    plain(layer)
    assert not parametrize.is_parametrized(layer) and torch.allclose(layer.weight, through_q4(before), atol=1e-6)


def test_a_copy_leaves_the_model_alone(blip):
    before = blip.med.layers[0].feed_forward.inner.weight.clone()
    copy = quantised_copy(blip.med, med_scheme)
    assert torch.equal(blip.med.layers[0].feed_forward.inner.weight, before)
    assert torch.equal(copy.layers[0].feed_forward.inner.weight, through_q4(before))
    assert torch.equal(copy.embeddings.position.weight, blip.med.embeddings.position.weight)
