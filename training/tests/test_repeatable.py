from ocelli.data.repeatable import repeatable, repeatable_openings, with_pieces_within

WORDS = ["a", "man", "sign", "##s", "dog"]


def test_words_that_people_repeat_and_pieces_may_come_again():
    sentences = [[0, 1, 0, 2], [0, 1, 0, 3], [0, 4, 0], *[[0, 2]] * 3, [1, 1], [1, 1]]
    assert repeatable(sentences, WORDS) == [0, 3], "a man was said twice too seldom"
    assert repeatable([*sentences, [1, 1]], WORDS) == [0, 1, 3]
    assert repeatable([[2, 2]] * 3 + [[2]] * 58, WORDS) == [3]


def test_of_the_voices_pieces_those_that_open_a_word_are_named():
    pieces = ["Ġa", "Ġman", "ing", "Ġdog", "A"]
    sentences = [[0, 1, 0, 2, 2], [0, 1, 0], [0, 3, 0, 2, 2], [4, 4], [4, 4], [4, 4]]
    assert repeatable_openings(sentences, pieces) == [0]
    assert with_pieces_within([0], pieces) == {0, 2, 4}
