"""Things that a yes/no question can ask for: their names, the words that mean them, and where one may be unmentioned."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

from .visual_words import tokens

_PEOPLE = "person people man men woman women boy boys girl girls child children kid kids guy lady player players skier " \
          "skiers surfer surfers snowboarder skateboarder rider riders crowd group couple family baby toddler batter pitcher " \
          "team someone student students worker workers soldier soldiers protester protesters cowboy farmer farmers fisherman " \
          "chef officer officers president mother father driver swimmer swimmers dancer dancers athlete athletes nurse doctor " \
          "teacher police tourist tourists singer musician musicians photographer pedestrian pedestrians scientist astronaut " \
          "actor actress king queen son daughter face faces hands human humans men's women's customer customers"

#: Asked name -> other words that mean it. Plurals in -s are understood.
SURFACES: dict[str, str] = {
    "person": _PEOPLE, "man": "men guy", "woman": "women lady", "boy": "", "girl": "", "child": "children kid kids toddler",
    "dog": "puppy", "cat": "kitten", "horse": "pony", "cow": "cattle bull", "sheep": "lamb", "bird": "parrot seagull pigeon duck goose owl",
    "elephant": "", "giraffe": "", "zebra": "", "bear": "", "car": "", "bus": "buses", "truck": "pickup", "train": "locomotive",
    "motorcycle": "motorbike", "bicycle": "bike", "airplane": "plane jet jetliner airplanes planes", "boat": "ship sailboat",
    "bench": "benches", "umbrella": "", "clock": "", "laptop": "", "television": "tv", "phone": "cellphone",
    "pizza": "", "sandwich": "sandwiches burger", "cake": "cupcake", "banana": "", "apple": "", "orange": "", "carrot": "",
    "broccoli": "", "hot dog": "", "donut": "doughnut", "bowl": "", "cup": "mug", "bottle": "", "knife": "knives", "fork": "", "plate": "",
    "table": "desk counter", "chair": "stool", "bed": "", "couch": "sofa", "toilet": "", "sink": "", "mirror": "", "window": "",
    "refrigerator": "fridge", "oven": "stove", "microwave": "", "book": "", "vase": "", "flower": "flowers rose roses tulip daisy",
    "tree": "trees forest", "mountain": "mountains", "beach": "", "snow": "snowy", "kite": "", "surfboard": "", "skateboard": "",
    "tennis racket": "racket racquet", "frisbee": "", "baseball bat": "bat", "traffic light": "stoplight", "stop sign": "",
    "fire hydrant": "hydrant", "suitcase": "luggage", "hat": "cap", "tie": "necktie", "teddy bear": "", "bridge": "",
    "building": "buildings skyscraper house houses tower church", "river": "stream", "computer": "laptop", "helmet": "", "flag": "",
}
#: Words under which a thing may well be there though no one mentions it: then "no" is not asked for.
MAY_HIDE: dict[str, str] = {
    "man": _PEOPLE, "woman": _PEOPLE, "boy": _PEOPLE, "girl": _PEOPLE, "child": _PEOPLE, "person": "tennis baseball skateboard surfing skiing riding market parade game",
    "car": "street road traffic parking highway city", "building": "street city downtown town intersection sidewalk", "tree": "park street field grass zoo yard house garden road mountain hill giraffe elephant",
    "chair": "room kitchen table restaurant desk office", "table": "plate room kitchen restaurant food pizza laptop cake bowl", "plate": "table meal food sandwich pizza cake",
    "window": "room kitchen bathroom building house bus train car bed", "sink": "bathroom kitchen", "mirror": "bathroom", "snow": "ski skis skiing snowboard mountain winter",
    "mountain": "ski skiing snow hill", "hat": _PEOPLE, "cup": "table meal restaurant", "fork": "plate table meal", "bottle": "table kitchen restaurant",
    "oven": "kitchen", "refrigerator": "kitchen", "couch": "room living", "computer": "desk office laptop", "book": "room desk shelf", "helmet": "motorcycle bike skateboard baseball horse ski snowboard",
    "traffic light": "street intersection traffic", "beach": "ocean surf surfing wave", "surfboard": "surf surfing wave surfer", "tennis racket": "tennis", "baseball bat": "baseball", "skateboard": "skate ramp",
    "bench": "park", "bear": "teddy", "laptop": "computer", "river": "water bridge", "toilet": "bathroom restroom", "phone": "talking", "flower": "vase garden",
}
_WORDS = {name: {name, *more.split()} | {f"{w}s" for w in (name, *more.split())} for name, more in SURFACES.items()}
_HIDING = {name: set(words.split()) for name, words in MAY_HIDE.items()}


def said_words(text: str) -> set[str]:
    """Single words and pairs of neighbours, so that "hot dog" is found (and is no dog)."""
    words = tokens(text)
    pairs = {f"{a} {b}" for a, b in zip(words, words[1:])}
    compound = {part for pair in pairs for name, ways in _WORDS.items() if " " in name and pair in ways for part in pair.split()}
    return (set(words) - compound) | pairs


def objects_in(text: str) -> list[str]:
    """The things a sentence names, in the order of the table."""
    words = said_words(text)
    return [name for name, ways in _WORDS.items() if ways & words]


def may_be_there(name: str, text: str) -> bool:
    words = said_words(text)
    return bool(_WORDS[name] & words) or bool(_HIDING.get(name, set()) & words)


class Negatives:
    """Draws things that are not there: half of them from what often is there beside what is (hard negatives)."""

    def __init__(self, texts: list[str]) -> None:
        self.counts: Counter[str] = Counter()
        self.together: dict[str, Counter[str]] = {name: Counter() for name in SURFACES}
        for text in texts:
            found = objects_in(text)
            self.counts.update(found)
            for a, b in combinations(found, 2):
                self.together[a][b] += 1
                self.together[b][a] += 1

    def draw(self, text: str, rng: random.Random) -> str | None:
        """text: all that is known of the picture."""
        beside: Counter[str] = Counter()
        for name in objects_in(text):
            beside.update(self.together[name])
        weights = beside if beside and rng.random() < 0.5 else self.counts
        drawn = rng.choices(list(weights), list(weights.values()), k=8) if weights else []
        return next((name for name in (*drawn, *rng.sample(list(SURFACES), 8)) if not may_be_there(name, text)), None)


def with_article(name: str) -> str:
    if name in ("snow", "broccoli"):
        return name
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
