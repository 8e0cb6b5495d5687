"""What a teacher's captions are learnt from: what it saw, each once before any comes again."""

import random
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from ocelli.data import taught
from ocelli.data.pictures import Picture
from ocelli.data.records import Record
from ocelli.data.taught import TaughtCaptions
from ocelli.generation import Settings

PICTURES = [Picture(Record("openstax", f"{row}.jpg", Path(f"{row}.jpg"), "train"), row) for row in (0, 7)]
WRITTEN = ["a red cat", "two dogs", "a table"]


@pytest.fixture
def lessons(tmp_path, monkeypatch):
    torch.save({"embeddings": torch.eye(3, 384).half(), "objects": torch.zeros(3, 80).half(), "captions": WRITTEN,
                "pictures": [None, ("openstax", 7), None]}, tmp_path / "taught.pt")
    monkeypatch.setattr(taught, "work", lambda name: tmp_path / name)
    return TaughtCaptions(PICTURES, random.Random(0))


def test_each_caption_comes_once_before_any_comes_again(lessons):
    rounds = [sorted(lessons.next().caption for _ in WRITTEN) for _ in range(3)]
    assert rounds == [sorted(WRITTEN)] * 3


def test_a_caption_stays_with_what_its_teacher_saw(lessons):
    for lesson in (lessons.next() for _ in range(9)):
        row = WRITTEN.index(lesson.caption)
        assert lesson.embedding.argmax() == row
        assert lesson.picture is (PICTURES[1] if row == 1 else None)


def test_lessons_are_seen_beside_sentences_and_photographs_each_in_its_place(lessons, monkeypatch):
    from ocelli import train_blip2

    patches = {0: torch.full((81, 1360), 0.5), 7: torch.full((81, 1360), 0.25)}
    monkeypatch.setattr(train_blip2, "patches_of", lambda picture: patches[picture.row])
    sight = SimpleNamespace(look=lambda embedding, objects, seen=None: embedding[:, None, :1].repeat(1, 15, 1) if seen is None else
                            torch.cat([embedding[:, None, :1].repeat(1, 15, 1), seen[..., :1]], 1))
    batches = object.__new__(train_blip2.Stage2Batches)
    batches.rng, batches.borrowed = random.Random(1), SimpleNamespace(of=lambda embedding: [PICTURES[0]] * len(embedding))
    batches.blip2 = SimpleNamespace(sight=sight, tokens=lambda seen: seen.mean((1, 2)))
    batches.of_sentences = lambda rows: torch.tensor(rows).float()[:, None, None]
    batches.of_photographs = lambda shown: torch.tensor([p.row for p in shown]).float()[:, None, None]
    some = [lessons.next() for _ in range(3)]
    evidence = [5, some[0], PICTURES[1], some[1], 3, some[2]]
    found = batches.tokens([SimpleNamespace(evidence=e) for e in evidence])
    assert found[[0, 2, 4]].tolist() == [5, 7, 3]
    with_patches = [batches.of_taught(some) for _ in range(20)]
    assert {w.shape[1] == 15 for w in with_patches} == {True, False}
    for seen in (w for w in with_patches if w.shape[1] > 15):
        assert seen[:, 15, 0].tolist() == [0.25 if lesson.picture else 0.5 for lesson in some]


def test_the_teacher_keeps_the_caption_that_is_near_what_was_said(monkeypatch):
    from ocelli import teach
    from ocelli.generation import Hypothesis

    vocabulary = SimpleNamespace(decode=0, sep=1, words=["[DEC]", "[SEP]", "cat", "dog"])
    found = [Hypothesis((2, 1), -1.0), Hypothesis((3, 1), -1.2)]
    monkeypatch.setattr(teach, "generate_all", lambda *_: [found, found])
    blip = SimpleNamespace(med=None, look=lambda embedding, objects: None)
    embedded = lambda texts: torch.stack([torch.tensor([1.0, 0.0]) if t == "cat" else torch.tensor([0.0, 1.0]) for t in texts])  # noqa: E731
    seen = teach.Seen(torch.zeros(2, 2), torch.zeros(2, 80), torch.tensor([[1.0, 0.0], [0.0, 1.0]]))
    assert teach.captions(blip, vocabulary, seen, Settings(2), embedded) == ["cat", "dog"]
