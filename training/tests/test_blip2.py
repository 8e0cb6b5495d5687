import copy
import hashlib
import json
import random
import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnxruntime as ort
import pytest
import torch
from small_voice import SHAPE, small_tokenizer, small_weights
from transformers import LlamaConfig, LlamaForCausalLM

from ocelli.clocked import rate, train_by_the_clock
from ocelli.data.branches import attention_mask, branched, chained
from ocelli.data.chat import ChatTemplate, Turn
from ocelli.data.views import load, pixel_values, squash
from ocelli.export.blip2_golden import OUT
from ocelli.export.blip2_pack import ID, VERSION, Vision, write_pack
from ocelli.export.golden import LOSSLESS, SAMPLES
from ocelli.export.rebase import rebase
from ocelli.export.shared_weights import shipped_weights
from ocelli.model.blip2 import Blip2, fit_size
from ocelli.model.eye import SEEN, folded, load_eye
from ocelli.model.qformer import QUERIES, QFormer, start_from_med
from ocelli.model.sight import sight_of
from ocelli.model.voice import from_weights
from ocelli.qformer_checkpoint import load_blip2, save_blip2
from ocelli.quantisation import quantised_copy, vision_scheme
from ocelli.restore_blip2 import restore_blip2, shipped_words
from ocelli.workspace import PROJECT

QUESTION, ANSWERS = "what is this ?", ["a cat .", "a red cat on the table .", "two"]


@pytest.fixture(scope="module")
def template():
    return ChatTemplate(small_tokenizer(), QUERIES)


@pytest.fixture(scope="module")
def blip2(blip, vocabulary, words):
    torch.manual_seed(0)
    qformer = QFormer(len(vocabulary.words), vocabulary.decodable)
    start_from_med(qformer, blip.med)
    return Blip2(sight_of(copy.deepcopy(blip), copy.deepcopy(words)), qformer, from_weights(small_weights(), SHAPE)).eval()


@pytest.fixture(scope="module")
def patches():
    return torch.rand(2, 81, SEEN, generator=torch.Generator().manual_seed(3))


def test_a_token_sees_its_own_branch_only(template):
    sample = branched(template, QUESTION, ["a cat .", "two"])
    prompt = len(template.question(QUESTION, True))
    seen = attention_mask([sample])[0, 0] == 0
    assert seen[:prompt, :prompt].equal(torch.ones(prompt, prompt, dtype=torch.bool).tril())
    assert seen[prompt:, :prompt].all()
    assert seen[prompt:, prompt:].int().tolist() == [[1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [0, 0, 0, 1]]
    assert sample.positions[prompt:] == [prompt, prompt + 1, prompt + 2, prompt]


@torch.no_grad()
def test_answers_side_by_side_cost_what_they_cost_alone(blip2, template, patches):
    """The branched pass is the sum of ordinary ones, padding and all."""
    tokens = blip2.encode_image(patches[:1])
    alone = [blip2.loss([chained(template, [Turn(QUESTION, answer)])], tokens) for answer in ANSWERS]
    counts = [len(chained(template, [Turn(QUESTION, answer)]).targets) for answer in ANSWERS]
    expected = sum(loss * n for loss, n in zip(alone, counts)) / sum(counts)
    side_by_side = branched(template, QUESTION, ANSWERS)
    torch.testing.assert_close(blip2.loss([side_by_side], tokens), expected)
    longer = branched(template, QUESTION, ANSWERS + ["a dog on the table ."])
    both = blip2.loss([side_by_side, longer], tokens.expand(2, -1, -1))
    first, second = len(side_by_side.targets), len(longer.targets)
    torch.testing.assert_close(both, (expected * first + blip2.loss([longer], tokens) * second) / (first + second))


def test_stage_2_teaches_the_bridge_and_leaves_the_voice(blip2, template, patches):
    model = copy.deepcopy(blip2).train()
    fit_size(model, model.sight(patches))
    model.loss([branched(template, QUESTION, ANSWERS)] * 2, model.encode_image(patches)).backward()
    assert model.qformer.queries.grad.abs().sum() > 0 and model.projection.weight.grad.abs().sum() > 0
    assert all(p.grad is None for p in model.voice.parameters()) and not model.voice.training


@torch.no_grad()
def test_image_tokens_become_as_large_as_words(blip2, patches):
    model = copy.deepcopy(blip2)
    fit_size(model, model.sight(patches))
    size = model.voice.model.embed_tokens.weight.square().mean().sqrt()
    assert model.encode_image(patches).square().mean().sqrt() == pytest.approx(float(size), rel=0.05)


def test_a_checkpoint_holds_all_but_the_voice(blip2, vocabulary, patches, tmp_path):
    path = tmp_path / "stage2.pt"
    save_blip2(path, blip2, vocabulary, step=3)
    again, words = load_blip2(path, blip2.voice)
    torch.testing.assert_close(again.encode_image(patches), blip2.encode_image(patches))
    assert words.words == vocabulary.words
    assert not [name for name in torch.load(path, weights_only=False)["model"] if name.startswith("voice.")]
    stored = torch.load(path, weights_only=False)
    del stored["model"]["projection.bias"]
    torch.save(stored, path)
    with pytest.raises(ValueError, match="projection.bias"):
        load_blip2(path, blip2.voice)


def test_the_clock_ends_training_and_a_resumed_run_has_the_rest():
    assert rate(0.0, 0) < rate(0.0, 19) == 1.0 > rate(0.5, 99) > rate(0.99, 999) == pytest.approx(0.03, abs=0.01)
    weight, saved = torch.nn.Parameter(torch.ones(1)), []
    optimizer = torch.optim.AdamW([{"params": [weight], "base": 0.01}], 0.01)
    train_by_the_clock(optimizer, 0.005, lambda step: {"loss": weight.square().sum()}, lambda **state: saved.append(state), None, "test")
    assert saved[-1]["step"] > 3 and saved[-1]["spent"] >= 0.3 and weight.item() < 1
    steps = saved[-1]["step"]
    train_by_the_clock(optimizer, 0.005, lambda step: {"loss": weight.square().sum()}, lambda **state: saved.append(state), saved[-1], "test")
    assert saved[-1]["step"] == steps


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


def test_samples_hold_near_captions_and_drop_some_questions(template):
    from ocelli.data.llava_samples import Samples
    from ocelli.data.prompt_samples import draw

    sentences = ["a cat on the table", "a red cat on the table", "two dog on the table"]
    samples = Samples(sentences, torch.tensor([[1, 2], [0, 2], [2, 2]]), [], seed=0)
    rng = random.Random(0)
    drawn = [draw(samples, template, rng, {"caption": 1.0}) for _ in range(60)]
    assert {max(s.said.branches) for s in drawn} == {1, 3}
    assert all(max(s.said.branches) == 1 for s in drawn if s.evidence == 2), "its nearest is itself"
    lengths = {s.said.branches.count(0) for s in drawn}
    assert min(lengths) == len(template.question("", True)) < max(lengths)


def test_a_photograph_has_the_captions_that_capfilt_kept(template):
    from ocelli.data.llava_samples import Samples
    from ocelli.data.pictures import Picture
    from ocelli.data.prompt_samples import draw
    from ocelli.data.records import Record

    record = Record("openstax", "a.jpg", Path("a.jpg"), "train")
    bare, told = (Picture(record, row, ("a red cat on the table",), kept) for row, kept in enumerate([(), ("a cat .", "two")]))
    samples = Samples(["a cat on the table"], torch.tensor([[0]]), [bare, told], seed=0)
    drawn = [draw(samples, template, random.Random(i), {"photograph": 1.0}) for i in range(20)]
    assert all(s.evidence is told and max(s.said.branches) == 2 for s in drawn)


def test_sentences_borrow_patches_of_photographs_like_them(monkeypatch):
    from ocelli.data import borrowed
    from ocelli.data.pictures import Picture
    from ocelli.data.records import Record

    seen = np.random.default_rng(0).normal(size=(30, 1, 81, SEEN)).astype(np.float16)
    monkeypatch.setattr(borrowed, "features", lambda dataset: seen)
    record = Record("openstax", "a.jpg", Path("a.jpg"), "train")
    pictures = [Picture(record, row) for row in range(30)]
    embed = lambda patches: patches[:, 0, :384]  # noqa: E731
    lender = borrowed.Borrowed(pictures, embed)
    wanted = torch.nn.functional.normalize(embed(torch.from_numpy(seen[:, 0]).float()), dim=-1)
    similar = wanted @ wanted.T
    for row, lent in enumerate(lender.of(wanted)):
        assert similar[row, lent.row] >= similar[row].topk(borrowed.LIKEST).values[-1]


def test_some_of_the_patches_are_left_and_everything_else():
    from ocelli.train_blip2 import LEAST_PATCHES, Stage2Batches

    seen = torch.arange(96.0).view(1, 96, 1)
    counts = set()
    for seed in range(30):
        left = Stage2Batches.some(SimpleNamespace(rng=random.Random(seed)), seen)[0, :, 0].tolist()
        assert left[:15] == list(range(15)) and left == sorted(set(left))
        counts.add(len(left) - 15)
    assert LEAST_PATCHES <= min(counts) < max(counts) <= 81
