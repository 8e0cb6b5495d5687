"""Which kinds of thing a sentence names: the detector's 80, and the words people use for them."""

from __future__ import annotations

import re

from ..model.detector import KINDS

#: Words beside a kind's own name; those of more than one word stand behind a bar.
OTHER_WORDS = {
    "person": "people man men woman women boy boys girl girls child children kid kids baby player players skier skiers surfer surfers "
              "snowboarder snowboarders skateboarder rider riders guy lady crowd batter pitcher catcher family couple someone police officer",
    "bicycle": "bike bikes bicycles bicyclist cyclist", "car": "cars taxi vehicle vehicles suv",
    "motorcycle": "motorcycles motorbike motorbikes motorcyclist", "airplane": "airplanes plane planes jet jets aircraft airliner",
    "bus": "buses", "train": "trains locomotive", "truck": "trucks", "boat": "boats ship ships sailboat canoe",
    "traffic light": "stoplight|traffic lights|stop light|traffic signal", "fire hydrant": "hydrant", "bench": "benches",
    "bird": "birds duck ducks seagull seagulls pigeon pigeons parrot owl geese goose", "cat": "cats kitten kittens",
    "dog": "dogs puppy puppies", "horse": "horses", "sheep": "lamb lambs", "cow": "cows cattle bull bulls calf", "elephant": "elephants",
    "bear": "bears", "zebra": "zebras", "giraffe": "giraffes", "backpack": "backpacks", "umbrella": "umbrellas", "handbag": "handbags purse",
    "tie": "ties necktie", "suitcase": "suitcases luggage", "skis": "ski skiing skiers skier",
    "snowboard": "snowboarding snowboarder snowboards", "sports ball": "ball balls|soccer ball", "kite": "kites", "baseball bat": "bat",
    "baseball glove": "mitt catcher", "skateboard": "skateboarding skateboarder skateboards",
    "surfboard": "surfboards surfing surfer surfers|surf board", "tennis racket": "racket racquet tennis", "bottle": "bottles",
    "wine glass": "|wine glasses|glass of wine", "cup": "cups mug mugs", "fork": "forks", "knife": "knives", "spoon": "spoons",
    "bowl": "bowls", "banana": "bananas", "apple": "apples", "sandwich": "sandwiches burger", "orange": "oranges", "carrot": "carrots",
    "hot dog": "hotdog|hot dogs", "pizza": "pizzas", "donut": "donuts doughnut doughnuts", "cake": "cakes", "chair": "chairs",
    "couch": "couches sofa", "potted plant": "plant plants", "bed": "beds", "dining table": "table tables desk", "toilet": "toilets",
    "tv": "television televisions tvs monitor", "laptop": "laptops", "keyboard": "keyboards", "cell phone": "cellphone phone phones",
    "oven": "ovens stove", "toaster": "toasters", "sink": "sinks", "refrigerator": "fridge", "book": "books", "clock": "clocks",
    "vase": "vases", "teddy bear": "teddy|teddy bears|stuffed bear", "toothbrush": "toothbrushes",
}
#: A hot dog is no dog, a stuffed bear no bear.
NOT_MEANT = {"dog": "hot dogs?", "bear": "(?:teddy|stuffed) bears?"}


def _pattern(kind: str) -> re.Pattern[str]:
    words, *phrases = OTHER_WORDS.get(kind, "").split("|")
    alternatives = sorted([kind, *words.split(), *phrases], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, alternatives))})\b")


_PATTERNS = {kind: _pattern(kind) for kind in KINDS}


def named(sentence: str) -> list[bool]:
    """For each of the 80 kinds, whether the sentence names one."""
    text = sentence.lower()
    return [bool(pattern.search(re.sub(NOT_MEANT[kind], "", text) if kind in NOT_MEANT else text)) for kind, pattern in _PATTERNS.items()]
