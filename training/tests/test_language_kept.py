import re

from ocelli.data.plain_questions import QUESTIONS
from ocelli.language_kept import is_right


def test_fifty_different_questions_whose_answers_are_not_given_away():
    assert len({q for q, _ in QUESTIONS}) == 50
    given = [q for q, wanted in QUESTIONS if re.search(rf"\b(?:{wanted})\b", q)]
    assert not given


def test_an_answer_is_right_or_not():
    assert is_right("The capital of France is Paris.", "paris") and not is_right("It is Comparison.", "paris")
    assert is_right("It is 9.", "9|nine") and not is_right("It is 19.", "9|nine")
    assert is_right("HELLO", "HELLO") and not is_right("hello", "HELLO")
