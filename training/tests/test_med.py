import torch

from ocelli.model.med import CROSS_LAYERS
from ocelli.model.text_tower import Teacher


def cross(blip, batch=1):
    return blip.med.cross_key_values(torch.randn(batch, 12, 384, generator=torch.Generator().manual_seed(0)))


@torch.no_grad()
def test_the_text_encoder_starts_as_minilm(blip, tokenizer):
    sentences = ["a cat sits on a wooden table", "two dogs"]
    enc = tokenizer(sentences, padding=True, return_tensors="pt")
    ours = blip.med.text_encoder(enc["input_ids"], enc["attention_mask"])
    assert torch.allclose(ours, Teacher()(sentences), atol=1e-5)


@torch.no_grad()
def test_the_decoder_does_not_see_ahead(blip):
    ids = torch.tensor([[6, 9, 10, 11]])
    changed = ids.clone()
    changed[0, 3] = 12
    a, _ = blip.med.grounded_decoder(ids, cross(blip))
    b, _ = blip.med.grounded_decoder(changed, cross(blip))
    assert torch.allclose(a[:, :3], b[:, :3], atol=1e-5) and not torch.allclose(a[:, 3], b[:, 3], atol=1e-3)


@torch.no_grad()
def test_cached_keys_and_values_give_what_a_cold_run_gives(blip):
    ids = torch.tensor([[6, 9, 10, 11, 12]])
    whole, _ = blip.med.grounded_decoder(ids, cross(blip))
    first, past = blip.med.grounded_decoder(ids[:, :2], cross(blip))
    rest, _ = blip.med.grounded_decoder(ids[:, 2:], cross(blip), past=past)
    assert torch.allclose(torch.cat([first, rest], 1), whole, atol=1e-5)


@torch.no_grad()
def test_the_grounded_modes_see_the_image_and_the_text_encoder_does_not(blip):
    ids, mask = torch.tensor([[5, 9, 10, 3]]), torch.ones(1, 4, dtype=torch.long)
    other = blip.med.cross_key_values(torch.randn(1, 12, 384))
    assert len(other) == len(CROSS_LAYERS)
    assert not torch.allclose(blip.med.grounded_encoder(ids, mask, cross(blip)), blip.med.grounded_encoder(ids, mask, other), atol=1e-5)


@torch.no_grad()
def test_padding_changes_nothing(blip):
    ids, mask = torch.tensor([[5, 9, 10, 3]]), torch.ones(1, 4, dtype=torch.long)
    longer, longer_mask = torch.cat([ids, torch.zeros(1, 3, dtype=torch.long)], 1), torch.cat([mask, torch.zeros(1, 3, dtype=torch.long)], 1)
    assert torch.allclose(blip.med.text_encoder(ids, mask), blip.med.text_encoder(longer, longer_mask), atol=1e-5)
    assert torch.allclose(blip.med.grounded_encoder(ids, mask, cross(blip)), blip.med.grounded_encoder(longer, longer_mask, cross(blip)), atol=1e-5)


def test_what_the_modes_share_is_what_the_paper_shares(blip):
    layer = blip.med.layers[1]
    assert layer.self_attention is not layer.decoder_attention
    blip.med.zero_grad()
    hidden, _ = blip.med.grounded_decoder(torch.tensor([[6, 9]]), cross(blip))
    blip.med.lm_logits(hidden).sum().backward()
    assert layer.self_attention.query.weight.grad is None
    assert layer.feed_forward.inner.weight.grad is not None and layer.cross_attention.query.weight.grad is not None
    blip.med.zero_grad()
