"""Labels as sentences: several phrasings a label, so that no one phrasing becomes the label."""

from __future__ import annotations

import random

from .records import Record

_PHRASES = {
    "clothing": ("A {} lying on a flat surface.", "A photo of a {}.", "A {} spread out on the floor.",
                 "One {} for {who}, seen from above."),
    "grocery": ("{} on a shelf in a shop.", "A pile of {} in a grocery store.", "A photo of {} for sale.",
                "Some {} at the supermarket."),
    "flowers": ("A {} flower.", "A close up of a {}.", "{}s growing outside.", "A photo of a {} in bloom."),
    "food": ("A plate of {}.", "A photo of {}.", "{} on a white background.", "A serving of {}."),
    "objects": ("A {}.", "A photo of a {}.", "A {} in front of a background.", "A close up of a {}."),
}
_GARMENTS = {"Not sure": "garment", "Other": "garment", "Skip": "garment", "Longsleeve": "long sleeved shirt",
             "Outwear": "jacket", "Undershirt": "undershirt", "Top": "top", "Body": "baby bodysuit"}


def label_of(record: Record) -> str:
    """The label as words."""
    label = record.labels.get("label", "")
    if record.dataset == "clothing":
        return _GARMENTS.get(label, label).lower()
    return label.replace("-", " ").replace("_", " ").lower()


def label_caption(record: Record, rng: random.Random) -> str:
    """One sentence about a labelled photograph."""
    who = "a child" if record.labels.get("kids") == "True" else "an adult"
    words = label_of(record)
    if record.dataset == "grocery" and rng.random() < 0.4:
        words = record.labels["coarse"].replace("-", " ").lower()
    sentence = rng.choice(_PHRASES[record.dataset]).format(words, who=who)
    return sentence[:1].upper() + sentence[1:]
