from ocelli.data.repeatable import repeatable

WORDS = ["a", "man", "sign", "##s", "dog"]


def test_words_that_people_repeat_and_pieces_may_come_again():
    sentences = [[0, 1, 0, 2], [0, 1, 0, 3], [0, 4, 0], *[[0, 2]] * 3, [1, 1], [1, 1]]
    assert repeatable(sentences, WORDS) == [0, 3], "a man was said twice too seldom"
    assert repeatable([*sentences, [1, 1]], WORDS) == [0, 1, 3]
    assert repeatable([[2, 2]] * 3 + [[2]] * 58, WORDS) == [3]
