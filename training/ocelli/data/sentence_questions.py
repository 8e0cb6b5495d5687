"""Questions whose answers stand in a caption: what colour, how many, where, doing what, and what is there at all."""

from __future__ import annotations

import random
import re

from .chat import Turn
from .easy_vqa import COLOURS
from .objects import SURFACES, Negatives, objects_in, with_article
from .visual_words import MORE_COLOURS, NUMBERS

_NOUNS = sorted({w for name, more in SURFACES.items() for w in (name, *(more.split() if name != "person" else ()))}
                | {"shirt", "dress", "jacket", "wall", "sign", "water", "sky", "grass", "ball", "door", "floor", "light", "van",
                   "wave", "wine glass", "chairs", "towel", "curtain", "blanket", "suit", "uniform", "cabinet", "cabinets"},
                key=len, reverse=True)
_NOUN = "(" + "|".join(_NOUNS) + ")"
_COLOURED = re.compile(rf"\b({'|'.join((*COLOURS, *MORE_COLOURS))}) {_NOUN}s?\b")
_COUNTED = re.compile(rf"\b({'|'.join(NUMBERS)}) (?:[a-z]+ )?{_NOUN}(?:e?s)?\b")
_PLACE = re.compile(rf"\b{_NOUN}\b(?: (?:is|are|that is))?(?: (?:sitting|standing|lying|laying|sits|stands|lies|parked|resting))?"
                    r" ((?:on|in|under|on top of|inside|in front of|next to|beside) (?:a|an|the) (?:[a-z]+ )?[a-z]+)\b")
_ACTION = re.compile(r"\b(man|woman|boy|girl|person|child|dog|cat|horse|bird|elephant|bear) (?:is |that is |who is )?"
                     r"((?:riding|holding|playing|eating|flying|walking|looking|sitting|standing|jumping|swinging|wearing|throwing|"
                     r"surfing|skiing|running|laying|lying|sleeping|grazing|drinking|cutting|using|talking)\b(?: [a-z]+){0,5})")
_CUT = re.compile(r" (?:with|while|and|as|that|who|which|to|near|by)\b.*$")
#: Said of the last word of a place, where the pattern took one too many.
_DANGLING = re.compile(r" (?:with|is|are|and|that|of|to|in|on|at|near|by|while|as|next|has|for|under|from|who|which|being|it)$")
_MANY = {"men", "women", "kids", "children", "people", "houses", "trees", "mountains", "flowers", "roses", "cattle", "knives", "buildings",
         "chairs", "cabinets", "buses", "planes", "airplanes", "sandwiches", "benches", "forests"}
#: Words that a phrase can't end with.
_OPEN = re.compile(r"( (?:a|an|the|of|on|in|at|his|her|its|their|top|to|very|some|down|up))+$")
_PLURAL = {"person": "people", "man": "men", "woman": "women", "child": "children", "bus": "buses", "sheep": "sheep"}


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


def colour_question(text: str, rng: random.Random) -> Turn | None:
    found = _COLOURED.findall(text.lower())
    if not found:
        return None
    colour, thing = rng.choice(found)
    if len({c for c, t in found if t == thing}) > 1 or re.search(rf"\band {colour}\b|\b{colour} and\b", text.lower()):
        return None
    return Turn(f"What {rng.choice(('colour', 'color'))} is the {thing}?", sentence(colour))


def count_question(text: str, rng: random.Random) -> Turn | None:
    found = _COUNTED.findall(text.lower())
    if not found:
        return None
    number, thing = rng.choice(found)
    singular = {plural: name for name, plural in _PLURAL.items()}.get(thing, thing)
    many = _PLURAL.get(singular, singular if singular.endswith("s") else f"{singular}s")
    return Turn(f"How many {many} are there?", sentence(number))


def place_question(text: str, rng: random.Random) -> Turn | None:
    found = _PLACE.findall(text.lower())
    if not found:
        return None
    thing, place = rng.choice(found)
    verb = "are" if thing in _MANY else "is"
    return Turn(f"Where {verb} the {thing}?", sentence(_DANGLING.sub("", place)))


def action_question(text: str, rng: random.Random) -> Turn | None:
    found = _ACTION.findall(text.lower())
    if not found:
        return None
    who, action = rng.choice(found)
    said = _OPEN.sub("", _CUT.sub("", action))
    return Turn(f"What is the {who} doing?", sentence(said))


def presence_question(known: str, named: str, negatives: Negatives, rng: random.Random, wanted: bool) -> Turn | None:
    """named: the sentence whose things are there; known: all that is known of the picture."""
    name = rng.choice(objects_in(named) or [None]) if wanted else negatives.draw(known, rng)
    if name is None:
        return None
    question = rng.choice(("Is there {} in the picture?", "Is there {}?", "Can you see {}?", "Does the picture show {}?"))
    return Turn(question.format(with_article(name)), "Yes." if wanted else "No.")


def listing(text: str) -> Turn | None:
    found = objects_in(text)[:4]
    # "person" and "man" name the same thing: the particular one stays.
    found = [n for n in found if n != "person" or not set(found) & {"man", "woman", "boy", "girl", "child"}]
    if not found:
        return None
    things = [with_article(name) for name in found]
    return Turn("What is in the picture?", sentence(", ".join(things[:-1]) + " and " + things[-1] if len(things) > 1 else things[0]))


FROM_SENTENCE = (colour_question, count_question, place_question, action_question)
