import pytest

from ocelli.data.cleaning import clean_description, is_photograph, split_sentences


@pytest.mark.parametrize(("raw", "clean"), [
    ("A photograph shows a woman standing in the ocean holding a stingray.", "A woman standing in the ocean holding a stingray."),
    ("Photo of a bird in flight.", "A bird in flight."),
    ("This photo shows a person playing foosball. The person smiles.", "A person playing foosball. The person smiles."),
    ("An image of Jupiter to the left with four satellites.", "Jupiter to the left with four satellites."),
    ("A large wall mural is shown.", "A large wall mural."),
    ("Dog in a field with two sheep.", "Dog in a field with two sheep."),
    ("This is a photograph of students at a ceremony", "Students at a ceremony."),
])
def test_words_about_the_picture_go_and_words_of_the_picture_stay(raw, clean):
    assert clean_description(raw) == clean


def test_drawings_and_charts_are_told_from_photographs():
    assert not is_photograph("A bar graph with three columns.")
    assert not is_photograph("Woodcut of a seated man.")
    assert is_photograph("A man sits on a bench.")


def test_sentences_are_split_at_their_ends_only():
    assert split_sentences("A dog runs. It is 3.5 m away. A cat sleeps.") == ["A dog runs.", "It is 3.5 m away.", "A cat sleeps."]
