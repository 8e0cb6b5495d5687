"""Keeps the voice's plain language: questions without a picture, answered by the published voice itself (self-distillation).

    python -m ocelli.plain_language

Writes .work/plain.json, [question, answer, whether the answer came to its end]. Some of the questions are written here, the
others are invented by the voice. None is among the fifty that `language_kept` asks, and no invented one is like them.
"""

from __future__ import annotations

import json
import random

from .data.chat import ChatTemplate
from .data.coco import coco_captions
from .data.plain_questions import QUESTIONS
from .invented_questions import invented, unlike
from .language_kept import plain_answers
from .model.bridge import IMAGE_TOKENS
from .model.text_tower import Teacher
from .model.voice import load_tokenizer, load_voice
from .workspace import work

#: Most tokens of an answer.
LENGTH = 48
#: How often the voice goes on with each opening of a question.
INVENTED = 48
#: Asked of sentences that have nothing to do with a picture here.
_OF_SENTENCES = ("Write in the past tense: {}", "Translate to French: {}", "Make this shorter: {}", "Say it in other words: {}",
                 "Write in capital letters: {}", "Correct the spelling: {}", "Write a short story that begins so: {}", "What could happen next? {}")
SENTENCES = 160

_COUNTRIES = "Portugal Greece Norway Sweden Poland Austria Ireland Turkey Canada Mexico Cuba Peru Chile Argentina Brazil Australia India " \
             "Thailand Vietnam Iran Iraq Kenya Nigeria Morocco Finland Denmark Hungary Belgium Ukraine Colombia"
_THINGS = "a volcano|gravity|a molecule|democracy|a novel|an atom|a galaxy|the internet|a poem|a vaccine|photosynthesis|inflation|a hurricane|" \
          "a triangle|an orchestra|a comet|evolution|a desert|electricity|a fossil|a sonnet|a glacier|a museum|a river delta|a tax"
_OPPOSITES = "big fast dark early rich wet heavy open old strong happy empty"
_SYNONYMS = "small sad smart quick angry tired brave quiet"
_PAST = "He runs home|We see a film|They drink water|I write a letter|She sings a song|You buy bread|He takes a bus|I know the answer"
_PLURALS = "dog|box|city|mouse|foot|leaf|book|woman"
_SPELLINGS = "beleive|seperate|definately|occured|tommorow|wich"
_SPANISH = "good morning|goodbye|please|water|house|friend|book|red"
_FACTS = "Who discovered penicillin?|Who invented the telephone?|Who wrote Hamlet?|Who wrote Don Quixote?|Who painted The Starry Night?|" \
         "Which planet has rings?|What is the smallest planet?|How many months are in a year?|How many hours are in a day?|" \
         "How many legs does an insect have?|What is the boiling point of water?|What is the chemical symbol for gold?|" \
         "What is the chemical symbol for oxygen?|What do cows eat?|Which is the longest river in the world?|Which bird cannot fly?|" \
         "What is the largest mammal?|What is the fastest land animal?|What colour is the sky?|What is the last month of the year?|" \
         "What do we breathe?|Which organ do we think with?|What is a baby cat called?|What is the currency of India?|" \
         "What language is spoken in Austria?|On which continent is China?|Who was Albert Einstein?|Who was Cleopatra?|" \
         "What is the largest desert in the world?|What is the largest country in the world?|Tell me a fun fact.|Hello!|How are you?|" \
         "Give me a tip for sleeping well.|Write a short greeting.|What is a good breakfast?|How do I boil an egg?|Why is the sea salty?|" \
         "Why do leaves fall?|What can you do?"


def plain_questions(sentences: list[str]) -> list[str]:
    sums = [f"What is {a} + {b}?" for a in range(1, 13) for b in range(1, 10)]
    rest = [f"What is {a} - {b}?" for a in range(5, 19, 2) for b in range(2, a, 3)] + [f"What is {a} times {b}?" for a in range(2, 7) for b in range(2, 6)]
    asked = [*(f"What is the capital of {c}?" for c in _COUNTRIES.split()), *(f"What is {t}?" for t in _THINGS.split("|")),
             *(f"What is the opposite of {w}?" for w in _OPPOSITES.split()), *(f"Give a synonym for {w}." for w in _SYNONYMS.split()),
             *(f"Write in the past tense: {s}." for s in _PAST.split("|")), *(f"Write in the plural: one {w}." for w in _PLURALS.split("|")),
             *(f"Correct the spelling: {w}." for w in _SPELLINGS.split("|")), *(f"Translate to Spanish: {w}." for w in _SPANISH.split("|")),
             *sums, *rest, *_FACTS.split("|")]
    chosen = random.Random(0).sample(sentences, min(SENTENCES, len(sentences)))
    asked += [_OF_SENTENCES[i % len(_OF_SENTENCES)].format(said) for i, said in enumerate(chosen)]
    tested = {question for question, _ in QUESTIONS}
    return [question for question in dict.fromkeys(asked) if question not in tested]


if __name__ == "__main__":
    template, voice, teacher = ChatTemplate(load_tokenizer(), IMAGE_TOKENS), load_voice(), Teacher()
    asked = plain_questions(coco_captions(teacher)[0])
    asked += unlike([question for question, _ in QUESTIONS], invented(voice, template, INVENTED), teacher)
    said = plain_answers(voice, template, asked, LENGTH)
    rows = [(q, a, len(template.plain(a)) < LENGTH - 1) for q, a in zip(asked, said) if a]
    work("plain.json").write_text(json.dumps(rows, indent=0))
    print(f"{len(rows)} questions have an answer, {sum(whole for *_, whole in rows)} a whole one")
