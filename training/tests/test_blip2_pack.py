import hashlib
import json
import shutil

import numpy as np
import onnxruntime as ort
import pytest
import torch
from small_blip2 import small_blip2
from small_voice import SHAPE
from transformers import LlamaConfig, LlamaForCausalLM

from ocelli.data.views import load, pixel_values, squash
from ocelli.export.blip2_golden import OUT
from ocelli.export.blip2_pack import ID, VERSION, Vision, write_pack
from ocelli.export.golden import LOSSLESS, SAMPLES
from ocelli.export.rebase import rebase
from ocelli.export.shared_weights import shipped_weights
from ocelli.model.eye import folded, load_eye
from ocelli.model.qformer import QUERIES
from ocelli.quantisation import quantised_copy, vision_scheme
from ocelli.restore_blip2 import restore_blip2, shipped_words
from ocelli.workspace import PROJECT


@pytest.fixture(scope="module")
def blip2(blip, vocabulary, words):
    return small_blip2(blip, vocabulary, words)


@pytest.fixture
def written(blip2, pack, tmp_path):
    """The pack of that model beside the packs whose files it names, in one folder."""
    held, eyes = tmp_path / "ocelli-llava", tmp_path / "ocelli-blip"
    held.mkdir()
    (held / "voice.bin").write_bytes(b"voice")
    (held / "pack.json").write_text(json.dumps({"voice": {"file": "voice.bin", "shape": SHAPE}}))
    shutil.copytree(pack, eyes)
    write_pack(blip2, tmp_path / ID, {**dict.fromkeys(("eye.bin", "text.onnx", "med.bin"), eyes), "voice.bin": held})
    return tmp_path / ID


def facts_of(folder):
    return {f["path"]: f for f in json.loads((folder / "pack.json").read_text())["files"]}


def image_tokens(folder, pixels):
    """What the written component makes of pictures, with the eye's weights put beside it for that time."""
    eye = folder / "eye.bin"
    eye.write_bytes((folder.parent / "ocelli-blip" / "eye.bin").read_bytes())
    session = ort.InferenceSession(str(folder / "vision.onnx"), providers=["CPUExecutionProvider"])
    eye.unlink()
    return session.run(["image_tokens"], {"pixel_values": pixels.numpy()})[0]


def noise(pictures):
    return torch.rand(pictures, 3, 260, 260, generator=torch.Generator().manual_seed(1)) * 2 - 1


@torch.no_grad()
def test_the_pack_agrees_and_names_the_files_of_others(blip2, written):
    files = facts_of(written)
    assert files["voice.bin"] == {"path": "voice.bin", "bytes": 5, "sha256": hashlib.sha256(b"voice").hexdigest(), "pack": "ocelli-llava"}
    assert files["eye.bin"]["pack"] == "ocelli-blip" and sorted(p.name for p in written.iterdir()) == ["bridge.bin", "pack.json", "vision.fused.onnx", "vision.onnx"]
    chat = json.loads((written / "pack.json").read_text())["chat"]
    assert files["bridge.bin"]["bytes"] <= 20e6 and chat["imageTokens"] == QUERIES
    shipped = quantised_copy(Vision(folded(load_eye()), blip2), vision_scheme)
    for pictures in (1, 3):  # exported with two
        pixels = noise(pictures)
        np.testing.assert_allclose(image_tokens(written, pixels), shipped(pixels)[0].numpy(), atol=2e-3)


@torch.no_grad()
def test_the_shipped_pack_is_read_back():
    packs = PROJECT / "public" / "packs"
    voice = LlamaForCausalLM(LlamaConfig(vocab_size=32, hidden_size=576, intermediate_size=64, num_hidden_layers=1, num_attention_heads=9))  # its width counts, nothing else
    again, _ = restore_blip2(packs / ID, packs / "ocelli-blip", voice)
    pixels = torch.from_numpy(pixel_values(squash(load(SAMPLES / LOSSLESS))))[None]
    eye = quantised_copy(folded(load_eye()), vision_scheme)
    expected = np.fromfile(OUT / "image_tokens.f32", np.float32).reshape(1, QUERIES, -1)
    assert json.loads((OUT / "index.json").read_text())["packVersion"] == VERSION
    np.testing.assert_allclose(again.encode_image(eye(pixels)), expected, atol=5e-3)


@torch.no_grad()
def test_the_words_that_queries_read_are_read_back(blip2, written):
    shipped = quantised_copy(Vision(folded(load_eye()), blip2), vision_scheme).blip.words.state_dict()
    assert shipped["thing_of_word"].tolist() == [80, 80, 0, *[80] * 7]
    torch.testing.assert_close(dict(shipped_words(written).state_dict()), dict(shipped))
    shutil.copyfile(written.parent / "ocelli-blip" / "vision.onnx", written / "vision.onnx")
    with pytest.raises(ValueError, match="no words"):
        shipped_words(written)


def test_on_another_eye_the_pack_sees_as_before(written):
    before = image_tokens(written, noise(1))
    blip_pack = written.parent / "ocelli-blip"
    old = (blip_pack / "eye.bin").read_bytes()
    offset, length = shipped_weights(blip_pack / "vision.onnx", "eye.bin").places["blip.visual_tokens.projection.weight.q8"]
    (blip_pack / "eye.bin").write_bytes(old[:offset] + bytes(reversed(old[offset:offset + length])) + old[offset + length:])
    assert np.abs(image_tokens(written, noise(1)) - before).max() > 1e-3  # that weight matters
    assert rebase(written, "9.0.0", blip_pack, old) == 1
    np.testing.assert_array_equal(image_tokens(written, noise(1)), before)
    assert json.loads((written / "pack.json").read_text())["version"] == "9.0.0"
    for path, facts in facts_of(written).items():
        data = (written.parent / facts.get("pack", written.name) / path).read_bytes()
        assert facts["sha256"] == hashlib.sha256(data).hexdigest() and facts["bytes"] == len(data)
    with pytest.raises(ValueError, match="layout"):
        rebase(written, "9.0.1", blip_pack, old + b"\0")
