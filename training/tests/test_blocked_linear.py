"""Trained lines of blocks: the product and its gradients are those of plain arithmetic; half the precision is near."""

import numpy as np
import torch
import torch.nn.functional as F

from ocelli.export.voice_blocks import BLOCK, quantise
from ocelli.model.blocked_linear import MIDDLE, BlockedLinear


def layer() -> BlockedLinear:
    made = BlockedLinear(quantise(np.random.default_rng(3).normal(0, 0.2, (24, 96)).astype(np.float32)))
    with torch.no_grad():
        for parameter in (made.stretch, made.shift):
            parameter.add_(0.2 * torch.randn_like(parameter))
    return made


def test_the_product_and_its_gradients_are_those_of_plain_arithmetic():
    ours, x, wanted = layer(), torch.randn(2, 5, 96, requires_grad=True), torch.randn(2, 5, 24)
    stretch, shift = (p.detach().clone().requires_grad_(True) for p in (ours.stretch, ours.shift))
    plain = x.detach().clone().requires_grad_(True)
    codes = ours.centred.float() + MIDDLE
    scale = ours.scale * (1 + stretch)
    minimum = ours.centre + ours.scale * shift - MIDDLE * scale
    weight = (codes * scale[..., None] + minimum[..., None]).flatten(1)
    for out in (F.linear(plain, weight), ours(x)):
        (out - wanted).square().sum().backward()
    torch.testing.assert_close(ours(x), F.linear(plain, weight))
    for a, b in ((x, plain), (ours.stretch, stretch), (ours.shift, shift)):
        torch.testing.assert_close(a.grad, b.grad, rtol=1e-4, atol=1e-4)


def test_a_step_of_training_changes_the_weights():
    ours, x = layer(), torch.randn(3, 96)
    before = ours(x)
    with torch.no_grad():
        ours.shift.add_(1.0)
    expected = (ours.scale.repeat_interleave(BLOCK, 1) @ x.T).T
    torch.testing.assert_close(ours(x) - before, expected, rtol=1e-3, atol=1e-4)


def test_lines_read_back_are_the_same():
    ours, other = layer(), layer()
    other.read(*ours.lines())
    torch.testing.assert_close(other.expanded(torch.float32), ours.expanded(torch.float32), rtol=1e-4, atol=1e-5)


def test_at_half_the_precision_it_is_near():
    ours, x = layer(), torch.randn(3, 96)
    with torch.autocast("cpu", torch.bfloat16):
        half = ours(x).detach()
    assert half.dtype == torch.bfloat16
    whole = ours(x).detach()
    assert 0 < (half.float() - whole).norm() / whole.norm() < 0.02
