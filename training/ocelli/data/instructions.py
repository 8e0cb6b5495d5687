"""LLaVA's instruction data of three kinds, written by rules from what is known of a picture.

Conversation (short questions, several turns), detailed description, complex reasoning. About a fifth of all
questions have "no" or "I can't tell" as their honest answer.
"""

from __future__ import annotations

import random

from .chat import Turn
from .objects import Negatives, objects_in
from .reasoning import reasoning_question
from .sentence_questions import FROM_SENTENCE, listing, presence_question, sentence

CAPTION, DETAIL = "Describe the picture.", "Describe the picture in detail."
CANT_TELL = "I can't tell from the picture."
_CAPTION_WAYS = (CAPTION, CAPTION, CAPTION, "What does the picture show?", "Describe the image in one sentence.", "What do you see?")
_DETAIL_WAYS = (DETAIL, DETAIL, "Describe everything you can see.")
_UNKNOWABLE = ("What is the name of this place?", "Who took this picture?", "On which day was this taken?",
               "What happened an hour earlier?", "How much did it cost?", "What is written on the back?")
_UNKNOWABLE_OF_PEOPLE = ("What is the {}'s name?", "How old is the {}?", "What is the {} thinking?", "Where does the {} live?")
_PEOPLE = ("man", "woman", "boy", "girl", "child", "person")
QUESTIONS = 3
#: Of new photographs less is seen than of those trained on, and what is not seen is denied.
YES_FIRST = 0.85


def caption_turn(said: str, rng: random.Random) -> Turn:
    said = said.strip().rstrip(".").strip()
    return Turn(rng.choice(_CAPTION_WAYS), sentence(said.lower() if said.isupper() else said))


def detail_turn(said: list[str], rng: random.Random) -> Turn:
    return Turn(rng.choice(_DETAIL_WAYS), " ".join(sentence(s.strip().rstrip(".").strip()) for s in said))


def unknowable_question(text: str, rng: random.Random) -> Turn:
    people = [name for name in objects_in(text) if name in _PEOPLE]
    if people and rng.random() < 0.6:
        return Turn(rng.choice(_UNKNOWABLE_OF_PEOPLE).format(people[-1]), CANT_TELL)
    return Turn(rng.choice(_UNKNOWABLE), CANT_TELL)


def about(turn: Turn) -> tuple[str, str]:
    """Two questions of one kind on one thing are one question: its opening, and its last word."""
    words = turn.question.removesuffix(" in the picture?").rstrip("?").split()
    return ("yes/no" if turn.answer in ("Yes.", "No.") else words[0], words[-1])


def conversation(said: str, known: str, negatives: Negatives, rng: random.Random, count: int = QUESTIONS,
                 yes_first: float = YES_FIRST) -> list[Turn]:
    """Up to `count` questions on one picture. said: the sentence asked about; known: everything said of the picture."""
    asked: list[Turn] = []

    def presence() -> Turn | None:
        """At most one more of "no" or "yes". "Yes" comes first a little more often: sentences with nothing to ask for give "no" alone."""
        yes, no = (sum(t.answer == a for t in asked) for a in ("Yes.", "No."))
        return presence_question(known, said, negatives, rng, wanted=rng.random() < yes_first if yes == no else yes < no)

    makers = [presence, lambda: rng.choice(FROM_SENTENCE)(said, rng), lambda: rng.choice(FROM_SENTENCE)(said, rng), lambda: listing(said),
              lambda: reasoning_question(said, rng), lambda: unknowable_question(said, rng)]
    weights = [10, 4, 4, 1, 2, 1]
    for _ in range(4 * count):
        turn = rng.choices(makers, weights)[0]()
        if turn and not any(about(turn) == about(other) for other in asked):
            asked.append(turn)
        if len(asked) == count:
            break
    return asked
