"""LLaVA's third kind, complex reasoning, by rules: what follows from what a caption names, with the reason given."""

from __future__ import annotations

import random
import re

from .chat import Turn

_RULES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (r"umbrella|raincoat|\brain\b", (("What is the weather like?", "It may be raining, since people carry umbrellas in the rain."),)),
    (r"\bsnow|\bski\b|\bskis\b|skiing|snowboard", (("Which season is it?", "It is probably winter, since there is snow."),
                                                  ("Is it warm or cold there?", "It is probably cold, since there is snow."))),
    (r"surf|beach|ocean", (("Where was this picture taken?", "Probably at the sea, since it shows the beach or the waves."),)),
    (r"birthday|candles", (("What are they celebrating?", "Probably a birthday, since there is a cake with candles."),)),
    (r"wedding|bride", (("What is being celebrated?", "Probably a wedding."),)),
    (r"bathroom|toilet", (("Which room is this?", "A bathroom, since it has a toilet or a sink."),)),
    (r"kitchen|refrigerator|stove|oven", (("Which room is this?", "A kitchen, since it has things to cook with."),)),
    (r"\bbed\b|bedroom", (("Which room is this?", "A bedroom, since there is a bed."),)),
    (r"couch|living room|\bsofa\b", (("Which room is this?", "A living room, since there is a couch."),)),
    (r"laptop|\bdesk\b|keyboard", (("What might this place be used for?", "For work, since there is a computer or a desk."),)),
    (r"tennis", (("Which sport is this?", "Tennis, since a racket is used."),)),
    (r"baseball|batter|umpire", (("Which sport is this?", "Baseball, since there is a bat or a batter."),)),
    (r"soccer", (("Which sport is this?", "Soccer, since there is a soccer ball."),)),
    (r"skateboard", (("Why is a skateboard risky?", "One can fall off it, so a helmet is a good idea."),)),
    (r"giraffe|zebra|elephant", (("Where could this picture have been taken?", "In a zoo or in Africa, since such animals live there."),)),
    (r"\bcows?\b|sheep|cattle", (("Where could this picture have been taken?", "On a farm, since such animals live there."),)),
    (r"pizza|sandwich|plate of|\bmeal\b", (("What might happen next?", "Someone may eat the food."),)),
    (r"\btrain\b|station", (("What are people there waiting for?", "Perhaps for a train."),)),
    (r"airplane|\bplane\b|\bjet\b", (("How would one travel here?", "By air, since there is an airplane."),)),
    (r"traffic|\bbus\b|\bstreet\b", (("Is this in a city or in the country?", "Probably in a city, since there is a street."),)),
    (r"\bkite", (("Is there wind?", "Probably, since kites need wind."),)),
    (r"\bboats?\b|harbor", (("What is near this place?", "Water, since there are boats."),)),
)


def reasoning_question(text: str, rng: random.Random) -> Turn | None:
    fitting = [turns for pattern, turns in _RULES if re.search(pattern, text.lower())]
    return Turn(*rng.choice(rng.choice(fitting))) if fitting else None
