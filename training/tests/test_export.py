"""Each exported component, in onnxruntime, against PyTorch on the same dequantised weights."""

import json

import numpy as np
import onnxruntime as ort
import pytest
import torch

from ocelli.export.blip_pack import VISUAL_TOKENS
from ocelli.export.golden import as_shipped
from ocelli.model.occlusion import occluded_embeds
from ocelli.model.vision_head import CAPTION_TOKENS
from ocelli.export.weight_file import WeightFile

TOLERANCE = 1e-3


@pytest.fixture(scope="module")
def shipped(blip):
    return as_shipped(blip)


def run(pack, component, **inputs):
    session = ort.InferenceSession(str(pack / f"{component}.onnx"), providers=["CPUExecutionProvider"])
    values = session.run(None, {k: v.numpy() if isinstance(v, torch.Tensor) else v for k, v in inputs.items()})
    return dict(zip((o.name for o in session.get_outputs()), values))


def close(a, b):
    assert a.shape == tuple(b.shape)
    np.testing.assert_allclose(a, b.numpy(), atol=TOLERANCE * max(1.0, float(b.abs().max())))


def crossed(blip, batch):
    visual = torch.randn(batch, VISUAL_TOKENS, 384, generator=torch.Generator().manual_seed(2))
    pairs = blip.med.cross_key_values(visual)
    named = {f"cross.{i}.{part}": t for i, pair in zip(blip.med.cross_layers, pairs) for part, t in zip(("key", "value"), pair)}
    return visual, pairs, named


@torch.no_grad()
def test_vision(pack, shipped):
    eye, blip = shipped
    pixels = torch.rand(1, 3, 260, 260) * 2 - 1
    embeds, visual = blip.encode_image(eye(pixels))
    out = run(pack, "vision", pixel_values=pixels)
    close(out["image_embeds"], embeds)
    close(out["visual_tokens"], visual)


@torch.no_grad()
def test_explain(pack, shipped):
    eye, blip = shipped
    pixels = torch.rand(1, 3, 260, 260) * 2 - 1
    close(run(pack, "explain", pixel_values=pixels)["occluded_embeds"], occluded_embeds(blip.image_embedding, eye(pixels)))


@torch.no_grad()
def test_text(pack, shipped):
    ids, mask = torch.tensor([[2, 9, 10, 11, 3], [2, 12, 3, 0, 0]]), torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    close(run(pack, "text", input_ids=ids, attention_mask=mask)["text_embeds"], shipped[1].med.text_encoder(ids, mask))


@torch.no_grad()
def test_cross(pack, shipped):
    visual, _, named = crossed(shipped[1], 1)
    out = run(pack, "cross", visual_tokens=visual)
    assert set(out) == set(named)
    for name, tensor in named.items():
        close(out[name], tensor)


@torch.no_grad()
def test_match(pack, shipped):
    _, pairs, named = crossed(shipped[1], 2)
    ids, mask = torch.tensor([[5, 9, 10, 3], [5, 12, 3, 0]]), torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    close(run(pack, "match", input_ids=ids, attention_mask=mask, **named)["itm_logits"],
          shipped[1].med.grounded_encoder(ids, mask, pairs))


@torch.no_grad()
def test_decoder_cold_and_with_a_cache(pack, shipped):
    med = shipped[1].med
    _, pairs, named = crossed(shipped[1], 2)
    empty = {f"past.{i}.{part}": np.zeros((2, 12, 0, 32), np.float32) for i in range(len(med.layers)) for part in ("key", "value")}
    first = torch.tensor([[6], [6]])
    pairs = [(k[:, :, :CAPTION_TOKENS], v[:, :, :CAPTION_TOKENS]) for k, v in pairs]  # what a caption may look at
    hidden, past = med.grounded_decoder(first, pairs)
    out = run(pack, "decoder", input_ids=first, **empty, **named)
    close(out["logits"], med.lm_logits(hidden[:, -1]))
    kept = {name.replace("present", "past"): value for name, value in out.items() if name.startswith("present")}
    second = torch.tensor([[9], [12]])
    hidden, _ = med.grounded_decoder(second, pairs, past=past)
    close(run(pack, "decoder", input_ids=second, **kept, **named)["logits"], med.lm_logits(hidden[:, -1]))


def test_the_manifest_says_what_lies_there(pack):
    manifest = json.loads((pack / "pack.json").read_text())
    assert {f["path"] for f in manifest["files"]} == {p.name for p in pack.iterdir()} - {"pack.json"}
    assert all((pack / f["path"]).stat().st_size == f["bytes"] for f in manifest["files"])


def test_a_weight_that_differs_between_components_is_refused():
    weights = WeightFile("x.bin")
    weights.place("w", b"abcd")
    assert weights.place("w", b"ab") == (0, 2)
    with pytest.raises(ValueError, match="differs between components"):
        weights.place("w", b"xy")
