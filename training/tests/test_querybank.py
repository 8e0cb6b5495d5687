"""Querybank normalisation, and the banks as a pack ships them."""

import math

import numpy as np
import onnxruntime as ort
import torch
import torch.nn.functional as F

from ocelli.model.querybank import NEAREST, TEMPERATURE, Querybank, soft_maximum
from ocelli.quantisation import through_q4
from ocelli.querybank import shipped


def units(count: int) -> torch.Tensor:
    return F.normalize(torch.randn(count, 384), dim=-1)


def test_a_soft_maximum_is_the_greatest_where_one_stands_out_and_more_where_many_are_alike():
    apart, alike = torch.tensor([0.9, 0.1, 0.0]), torch.full((8,), 0.5)
    assert abs(soft_maximum(apart) - 0.9) < 1e-6
    assert abs(soft_maximum(alike) - (0.5 + TEMPERATURE * math.log(8))) < 1e-6


@torch.no_grad()
def test_a_picture_is_measured_by_the_texts_like_the_query_one_by_one(bank: Querybank):
    pictures, texts = units(3), units(2)
    entries = torch.cat([bank.memory.weight, bank.descriptions.weight])
    assert len(entries) > NEAREST
    found = bank.of_images(pictures, texts)
    for i, picture in enumerate(pictures):
        for j, text in enumerate(texts):
            like = sorted(entries, key=lambda entry: -float(entry @ text))[:NEAREST]
            wanted = TEMPERATURE * math.log(sum(math.exp(float(entry @ picture) / TEMPERATURE) for entry in like))
            assert abs(found[i, j] - wanted) < 1e-5


@torch.no_grad()
def test_a_text_is_measured_by_all_photographs(bank: Querybank):
    texts = torch.cat([bank.photographs.weight[5:6], units(1)])
    near, far = bank.of_texts(texts)
    assert near > 0.99 > far
    assert abs(far - soft_maximum(bank.photographs.weight @ texts[1])) < 1e-6


@torch.no_grad()
def test_the_component_is_the_bank_at_four_bits(pack, blip, bank):
    embeds = units(3)
    session = ort.InferenceSession(str(pack / "querybank.onnx"), providers=["CPUExecutionProvider"])
    texts, photographs = session.run(["texts", "photographs"], {"embeds": embeds.numpy()})
    entries = torch.cat([through_q4(part.weight) for part in (blip.visual_tokens.memory, bank.descriptions)])
    np.testing.assert_allclose(texts, embeds @ entries.T, atol=1e-5)
    np.testing.assert_allclose(photographs, embeds @ through_q4(bank.photographs.weight).T, atol=1e-5)


@torch.no_grad()
def test_the_banks_that_a_pack_ships_are_read_back(pack, blip, bank):
    back = shipped(pack, blip)
    for name in ("descriptions", "photographs"):
        torch.testing.assert_close(getattr(back, name).weight, through_q4(getattr(bank, name).weight))


def test_the_memory_is_stored_once(pack):
    entries = 200 + 70
    assert (pack / "querybank.bin").stat().st_size < entries * 384 * 0.6
