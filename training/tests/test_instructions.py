import random

import pytest
from PIL import Image

from ocelli.data.chat import Turn
from ocelli.data.colours import middle_colour
from ocelli.data.instructions import CANT_TELL, conversation
from ocelli.data.objects import Negatives, may_be_there, objects_in
from ocelli.data.reasoning import reasoning_question
from ocelli.data.sentence_questions import action_question, colour_question, count_question, listing, place_question

TEXTS = ["A man rides a red bicycle down a street.", "Two dogs play in the snow.", "A cat sits on a wooden table.",
         "A plate of food with a fork and a knife.", "A bus parked next to a bench."] * 4


@pytest.fixture
def rng():
    return random.Random(0)


def test_answers_stand_in_the_sentence(rng):
    assert colour_question("A man rides a red bicycle.", rng).answer == "Red."
    assert count_question("Two dogs play in the snow.", rng) == Turn("How many dogs are there?", "Two.")
    assert count_question("A group of three young men talking.", rng) == Turn("How many men are there?", "Three.")
    assert place_question("A cat sitting on top of a car.", rng) == Turn("Where is the cat?", "On top of a car.")
    assert action_question("A man riding a wave on a surfboard.", rng) == Turn("What is the man doing?", "Riding a wave on a surfboard.")
    assert action_question("a woman holding a cup of coffee while standing", rng).answer == "Holding a cup of coffee."
    assert reasoning_question("Two people ski down a hill", rng).question in ("Which season is it?", "Is it warm or cold there?")
    assert listing("A man with a dog and a kite.").answer == "A man, a dog and a kite."


def test_nothing_is_asked_of_what_is_not_said(rng):
    for question in (colour_question, count_question, place_question, action_question, reasoning_question):
        assert question("Something unusual.", rng) is None
    assert colour_question("A black and white cat.", rng) is None


def test_compounds_are_not_their_parts():
    assert objects_in("A hot dog on a plate") == ["hot dog", "plate"]
    assert "orange" in objects_in("oranges in a bowl")


def test_a_negative_is_never_what_may_be_there():
    negatives = Negatives(TEXTS)
    drawn = [negatives.draw("A man sits in a kitchen", random.Random(i)) for i in range(60)]
    names = {name for name in drawn if name}
    assert names and not any(may_be_there(name, "A man sits in a kitchen") for name in names)
    assert not names & {"person", "man", "table"}


def test_about_a_fifth_is_no_or_cannot_be_told():
    negatives, rng = Negatives(TEXTS), random.Random(1)
    turns = [t for text in TEXTS * 20 for t in conversation(text, text, negatives, rng)]
    honest = sum(t.answer in ("No.", CANT_TELL) for t in turns) / len(turns)
    assert 0.15 < honest < 0.45
    yes, no = (sum(t.answer == a for t in turns) for a in ("Yes.", "No."))
    assert 0.6 < yes / no < 1.6


def test_the_first_answer_is_yes_as_often_as_it_is_to_be():
    def first(yes_first: float) -> list[str]:
        """The first answers that are "yes" or "no"."""
        rng, negatives = random.Random(1), Negatives(TEXTS)
        told = (conversation(text, text, negatives, rng, yes_first=yes_first) for text in TEXTS * 20)
        asked = [[t.answer for t in turns if t.answer in ("Yes.", "No.")] for turns in told]
        return [answers[0] for answers in asked if answers]

    assert set(first(0.0)) == {"No."} and set(first(1.0)) == {"Yes."}
    some = first(0.6)
    assert 0.5 < some.count("Yes.") / len(some) < 0.7


def test_colours_are_measured():
    for name, pixel in {"red": (200, 20, 20), "blue": (20, 40, 200), "white": (250, 250, 250), "black": (5, 5, 5), "green": (20, 160, 30)}.items():
        assert middle_colour(Image.new("RGB", (60, 60), pixel)) == name
    striped = Image.new("RGB", (60, 60), (200, 20, 20))
    for x in range(30):
        for y in range(60):
            striped.putpixel((x, y), (20, 40, 200))
    assert middle_colour(striped) is None
