from pathlib import Path

import torch

from ocelli.data.instructions import CANT_TELL, CAPTION, DETAIL
from ocelli.data.llava_samples import Samples
from ocelli.data.objects import may_be_there
from ocelli.data.pictures import Picture
from ocelli.data.plain_questions import QUESTIONS
from ocelli.data.records import Record
from ocelli.data.visual_words import content_words, visual_words
from ocelli.data.yes_no import yes_no_questions
from ocelli.plain_language import plain_questions
from ocelli.train_words import WordTargets

SENTENCES = ["A man rides a red bicycle down a street.", "Two dogs play in the snow.", "A cat sits on a wooden table.",
             "A bus parked next to a bench."] * 3
SIBLINGS = torch.arange(len(SENTENCES))[:, None].repeat(1, 5)


def picture(dataset: str, **known) -> Picture:
    return Picture(Record(dataset, "x.jpg", Path("x.jpg"), "train"), 0, **known)


PICTURES = [picture("openstax", sentences=("A dog lies on a couch.",), captions=("a dog on a couch",)),
            picture("clothing", label="shirt", colour="blue"), picture("clothing", label="dress")]


def test_the_same_seed_draws_the_same_samples_of_every_kind():
    mix = {"caption": 1.0, "text": 1.0, "described": 1.0, "labelled": 1.0}
    first, second = ([Samples(SENTENCES, SIBLINGS, PICTURES, seed=3).draw(mix)] for _ in range(2))
    assert first == second
    samples = Samples(SENTENCES, SIBLINGS, PICTURES, seed=3)
    drawn = [samples.draw(mix) for _ in range(120)]
    assert {s.kind for s in drawn} == set(mix)
    assert all(s.turns and isinstance(s.evidence, int) == (s.kind in ("caption", "text")) for s in drawn)
    labelled = [t for s in drawn if s.kind == "labelled" for t in s.turns]
    assert {"Yes.", "No.", "A shirt.", "A dress.", "Blue."} == {t.answer for t in labelled}


def test_what_a_photograph_says_of_itself_never_answers_for_a_caption():
    samples = Samples(SENTENCES, SIBLINGS, PICTURES, seed=0)
    asked = {t.question for s in (samples.of_described() for _ in range(100)) for t in s.turns}
    captions = {t.question for s in (samples.of_caption() for _ in range(100)) for t in s.turns}
    assert DETAIL in asked and CAPTION in captions and not asked & captions


def test_what_is_taught_is_not_what_is_tested():
    asked = plain_questions(SENTENCES)
    assert len(set(asked)) == len(asked) > 150
    assert not set(asked) & {question for question, _ in QUESTIONS}


def test_several_turns_and_honest_answers_are_among_them():
    samples = Samples(SENTENCES, SIBLINGS, PICTURES, seed=0)
    turns = [s.turns for s in (samples.of_text() for _ in range(300))]
    assert sum(len(t) > 1 for t in turns) > 200
    answers = [t.answer for group in turns for t in group]
    assert 0.15 < sum(a in ("No.", CANT_TELL) for a in answers) / len(answers) < 0.45


def test_yes_no_questions_are_balanced_and_true():
    records = [Record("coco-dev", f"{i}.jpg", Path("x"), "test", captions=(s,)) for i, s in enumerate(SENTENCES)]
    asked = yes_no_questions([*records, Record("coco-dev", "t", Path("x"), "train", captions=("A dog.",))], SENTENCES)
    assert asked and sum(q.yes for q in asked) * 2 == len(asked)
    assert all(q.record.split == "test" for q in asked)
    for q in asked:
        name = q.question.removesuffix(" in the picture?").split(maxsplit=2)[2].removeprefix("a ").removeprefix("an ")
        assert may_be_there(name, q.record.captions[0]) or not q.yes


def test_word_targets_know_what_a_label_leaves_open():
    words = visual_words(SENTENCES, least=2)
    assert content_words("A man rides on a red bicycle") == ["man", "rides", "red", "bicycle"]
    assert {"dogs", "two", "circle", "teal"} <= set(words)
    targets = WordTargets([*words, "shirt", "dress"], PICTURES)
    row = targets.row
    hot = targets.hot(["Two dogs play"])[0]
    assert hot[row["dogs"]] == 1 and hot[row["cat"]] == 0
    mask = targets.mask(PICTURES)
    assert mask[0].min() == 1  # a description: what it does not name is taken for absent
    assert mask[1, row["dress"]] == 1 and mask[1, row["cat"]] == 0  # a label says nothing of cats
