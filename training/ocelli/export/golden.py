"""Golden tensors and captions of a pack for the browser's parity tests, by PyTorch on the pack's own weights.

    python -m ocelli.export.golden --checkpoint .work/med/last.pt

Also prints which share of captions is the same before and after quantisation.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from ..checkpoint import load_blip
from ..data.views import load, pixel_values, squash
from ..generation import Settings, generate
from ..model.blip import Blip
from ..model.eye import Eye, folded, load_eye
from ..model.vision_head import CAPTION_TOKENS
from ..model.vocabulary import Vocabulary
from ..quantisation import med_scheme, quantised_copy, vision_scheme
from ..validation import join
from ..workspace import PROJECT, work
from .blip_pack import ID, VERSION
from .pack_facts import GENERATION

SAMPLES = PROJECT / "public" / "samples"
OUT = PROJECT / "tests" / "fixtures" / "golden" / ID
LOSSLESS = "cat.png"  # tensors are compared on pixels that no JPEG decoder rounds
TEXTS = ("a cat looking at the camera", "a rocket on a launch pad", "A cup of coffee on a wooden table.")


def as_shipped(blip: Blip) -> tuple[Eye, Blip]:
    """The eye and the model on dequantised weights."""
    shipped = quantised_copy(blip, vision_scheme)
    shipped.med = quantised_copy(blip.med, med_scheme)
    return quantised_copy(folded(load_eye()), vision_scheme), shipped


def encode(eye: Eye, blip: Blip, name: str) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    pixels = torch.from_numpy(pixel_values(squash(load(SAMPLES / name))))[None]
    return (pixels, *blip.encode_image(eye(pixels)))


def caption(blip: Blip, vocabulary: Vocabulary, visual: torch.Tensor, beams: int) -> dict:
    settings = Settings(beams, GENERATION["maxTokens"], GENERATION["minTokens"], GENERATION["lengthPenalty"],
                        GENERATION["noRepeatNgram"])
    ids = [i for i in generate(blip.med, visual[:, :CAPTION_TOKENS], vocabulary.decode, vocabulary.sep, settings)[0].ids if i != vocabulary.sep]
    return {"beams": beams, "ids": ids, "text": join(vocabulary.words[i] for i in ids)}


@torch.no_grad()
def write(blip: Blip, vocabulary: Vocabulary, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = vocabulary.tokenizer(work("tokenizer"))
    eye, shipped = as_shipped(blip)
    pixels, embeds, visual = encode(eye, shipped, LOSSLESS)
    cross = shipped.med.cross_key_values(visual)
    enc = tokenizer(list(TEXTS), padding=True, return_tensors="pt")
    ids, mask = enc["input_ids"], enc["attention_mask"]
    asked = ids.clone()
    asked[:, 0] = vocabulary.encode
    wide = [(k.expand(len(ids), -1, -1, -1), v.expand(len(ids), -1, -1, -1)) for k, v in cross]
    hidden, _ = shipped.med.grounded_decoder(torch.tensor([[vocabulary.decode]]),
                                             [(k[:, :, :CAPTION_TOKENS], v[:, :, :CAPTION_TOKENS]) for k, v in cross])
    first = blip.med.cross_layers[0]
    tensors = {"pixel_values": pixels, "image_embeds": embeds, "visual_tokens": visual, f"cross.{first}.key": cross[0][0],
               "text_embeds": shipped.med.text_encoder(ids, mask), "itm_logits": shipped.med.grounded_encoder(asked, mask, wide),
               "decoder_logits": shipped.med.lm_logits(hidden[:, -1])}
    for name, tensor in tensors.items():
        (out / f"{name}.f32").write_bytes(tensor.contiguous().numpy().astype(np.float32).tobytes())
    samples = sorted(p.name for p in SAMPLES.iterdir() if p.suffix in (".png", ".jpg"))
    beams = GENERATION["beams"]
    written: dict[int, list[dict]] = {1: [], beams: []}
    same = 0
    plain_eye = folded(load_eye())
    for name in samples:
        seen, unquantised = encode(eye, shipped, name)[2], encode(plain_eye, blip, name)[2]
        for width, found in written.items():
            found.append({"image": name, **caption(shipped, vocabulary, seen, width)})
            same += caption(blip, vocabulary, unquantised, width)["ids"] == found[-1]["ids"]
        print(f"{name}: {written[beams][-1]['text']}")
    index = {
        "packVersion": VERSION, "image": LOSSLESS, "tolerance": {"wasm": 1e-3, "webgpu": 2e-3},
        "tensors": {n: {"file": f"{n}.f32", "dims": list(t.shape)} for n, t in tensors.items()},
        "texts": list(TEXTS), "greedy": written[1], "beam": written[beams],
    }
    (out / "index.json").write_text(json.dumps(index, indent=1) + "\n")
    print(f"captions equal before and after quantisation: {same} of {2 * len(samples)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    arguments = parser.parse_args()
    write(*load_blip(arguments.checkpoint), OUT)
