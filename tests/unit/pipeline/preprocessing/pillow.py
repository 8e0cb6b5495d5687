"""Writes pillow.json: small pictures and what Pillow's bilinear resize makes of them. Needs Pillow."""

import base64
import json
import random
from pathlib import Path

from PIL import Image

SIZES = [((37, 23), (10, 12)), ((7, 9), (20, 31)), ((64, 5), (5, 5)), ((16, 16), (16, 16)), ((1, 40), (3, 7)), ((90, 61), (26, 26))]


def main() -> None:
    rng = random.Random(7)
    cases = []
    for (width, height), target in SIZES:
        data = bytes(rng.choice((0, 255, rng.randrange(256))) for _ in range(width * height * 3))
        resized = Image.frombytes("RGB", (width, height), data).resize(target, Image.Resampling.BILINEAR)
        cases.append({"width": width, "height": height, "data": base64.b64encode(data).decode(),
                      "toWidth": target[0], "toHeight": target[1],
                      "resized": base64.b64encode(resized.tobytes()).decode()})
    Path(__file__).with_name("pillow.json").write_text(json.dumps(cases))


main()
