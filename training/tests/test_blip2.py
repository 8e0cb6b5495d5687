import copy
import random
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from small_blip2 import small_blip2
from small_voice import small_tokenizer

from ocelli.clocked import rate, train_by_the_clock
from ocelli.data.branches import attention_mask, branched, chained
from ocelli.data.chat import ChatTemplate, Turn
from ocelli.model.blip2 import fit_size
from ocelli.model.eye import SEEN
from ocelli.model.qformer import QUERIES
from ocelli.qformer_checkpoint import load_blip2, save_blip2

QUESTION, ANSWERS = "what is this ?", ["a cat .", "a red cat on the table .", "two"]


@pytest.fixture(scope="module")
def template():
    return ChatTemplate(small_tokenizer(), QUERIES)


@pytest.fixture(scope="module")
def blip2(blip, vocabulary, words):
    return small_blip2(blip, vocabulary, words)


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
    stored["model"] = {name: tensor for name, tensor in stored["model"].items() if not name.startswith("sight.words.")}
    torch.save(stored, path)
    with pytest.raises(ValueError, match="no words"):
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

    seen = torch.arange(104.0).view(1, 104, 1)
    counts = set()
    for seed in range(30):
        left = Stage2Batches.some(SimpleNamespace(rng=random.Random(seed)), seen)[0, :, 0].tolist()
        assert left[:23] == list(range(23)) and left == sorted(set(left))
        counts.add(len(left) - 23)
    assert LEAST_PATCHES <= min(counts) < max(counts) <= 81
