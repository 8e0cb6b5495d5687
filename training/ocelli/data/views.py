"""Views of a photograph: the one that inference sees, and augmented ones (real crops and flips)."""

from __future__ import annotations

import random

import numpy as np
from PIL import Image, ImageOps

SIZE = 260
MEAN, SCALE = 0.498, 0.502


def load(path) -> Image.Image:
    """Opens upright, RGB, alpha over white: as the browser's decoder does."""
    image = ImageOps.exif_transpose(Image.open(path))
    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


def squash(image: Image.Image) -> Image.Image:
    """The whole picture, squashed to a square: nothing at the edges is lost."""
    return image.resize((SIZE, SIZE), Image.BILINEAR)


def random_view(image: Image.Image, rng: random.Random) -> Image.Image:
    """A crop of 45 to 100 % of the area, sides 3:4 to 4:3 of the picture's own, flipped half of the time."""
    width, height = image.size
    area, ratio = rng.uniform(0.45, 1.0), rng.uniform(0.75, 1.33) ** 0.5
    crop_w, crop_h = min(1.0, (area**0.5) * ratio) * width, min(1.0, (area**0.5) / ratio) * height
    left, top = rng.uniform(0, width - crop_w), rng.uniform(0, height - crop_h)
    view = squash(image.crop((int(left), int(top), int(left + crop_w), int(top + crop_h))))
    return ImageOps.mirror(view) if rng.random() < 0.5 else view


def views(image: Image.Image, count: int, seed: int) -> list[Image.Image]:
    """`count` views: the squashed one, its mirror image, then random ones."""
    rng = random.Random(seed)
    fixed = [squash(image), ImageOps.mirror(squash(image))]
    return (fixed + [random_view(image, rng) for _ in range(max(0, count - 2))])[:count]


def pixel_values(image: Image.Image) -> np.ndarray:
    """RGB view -> float32 [3, 260, 260]."""
    return ((np.asarray(image, np.float32) / 255.0 - MEAN) / SCALE).transpose(2, 0, 1)
