"""Colour words measured from pixels: what a thing in the middle of its photograph is called."""

from __future__ import annotations

import numpy as np
from PIL import Image

#: At least this share of the middle must be of one colour.
DOMINANT = 0.55
_HUES = ((10, "red"), (21, "orange"), (33, "yellow"), (85, "green"), (100, "teal"), (130, "blue"), (150, "purple"), (172, "pink"), (181, "red"))


def pixel_colours(image: Image.Image) -> np.ndarray:
    """A colour word for each pixel [h, w], by hue, saturation and value."""
    hsv = np.asarray(image.convert("HSV"), np.int32)
    hue, saturation, value = hsv[..., 0] * 180 // 256, hsv[..., 1], hsv[..., 2]
    names = np.full(hue.shape, "red", dtype=object)
    lower = 0
    for upper, name in _HUES:
        names[(hue >= lower) & (hue < upper)] = name
        lower = upper
    names[(names == "orange") & (value < 150)] = "brown"
    grey = saturation < 40
    names[grey] = "gray"
    names[grey & (value > 190)] = "white"
    names[value < 55] = "black"
    return names


def middle_colour(image: Image.Image) -> str | None:
    """The colour of the middle third, if one dominates it."""
    small = image.resize((48, 48), Image.BILINEAR)
    middle = pixel_colours(small)[16:32, 16:32].reshape(-1)
    names, counts = np.unique(middle.astype(str), return_counts=True)
    best = counts.argmax()
    return str(names[best]) if counts[best] >= DOMINANT * middle.size else None
