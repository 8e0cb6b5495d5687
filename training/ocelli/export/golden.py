"""Golden tensors and captions of a pack for the browser's parity tests, by PyTorch on the pack's own weights.

    python -m ocelli.export.golden [--checkpoint .work/med/last.pt]

With the checkpoint that the pack was written from it also prints how many captions are the same without quantisation.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from ..checkpoint import load_blip
from ..data.views import load, pixel_values, squash
from ..generation import Settings, chosen_by_itc, generate
from ..model.blip import Blip
from ..model.eye import Eye, folded, load_eye
from ..model.querybank import Querybank
from ..model.vision_head import CAPTION_TOKENS
from ..model.vocabulary import Vocabulary
from ..restore import restore
from ..querybank import shipped as shipped_bank
from ..quantisation import med_scheme, quantised_copy, vision_scheme
from ..validation import join
from ..workspace import PROJECT, work
from .blip_pack import ID, VERSION

PACK = PROJECT / "public" / "packs" / ID
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


def caption(blip: Blip, vocabulary: Vocabulary, seen: tuple[torch.Tensor, torch.Tensor], beams: int, tokenizer, generation: dict) -> dict:
    """seen: image embedding and visual tokens. generation: as pack.json has it."""
    settings = Settings(beams, generation["maxTokens"], generation["minTokens"], generation["lengthPenalty"], generation["noRepeatNgram"],
                        repeatable=frozenset(generation["repeatable"]))
    embedding, visual = seen
    found = generate(blip.med, visual[:, :CAPTION_TOKENS], vocabulary.decode, vocabulary.sep, settings)
    texts = [join(vocabulary.words[i] for i in h.ids if i != vocabulary.sep) for h in found]
    enc = tokenizer(texts, padding=True, return_tensors="pt")
    itc = blip.med.text_encoder(enc["input_ids"], enc["attention_mask"]) @ embedding[0]
    best = chosen_by_itc(found, itc, settings, generation["itcWeight"])
    return {"beams": beams, "ids": [i for i in found[best].ids if i != vocabulary.sep], "text": texts[best]}


@torch.no_grad()
def write(eye: Eye, shipped: Blip, vocabulary: Vocabulary, bank: Querybank, out: Path, manifest: dict) -> None:
    """manifest: the pack's pack.json."""
    generation = manifest["generation"]
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = vocabulary.tokenizer(work("tokenizer"))
    pixels, embeds, visual = encode(eye, shipped, LOSSLESS)
    cross = shipped.med.cross_key_values(visual)
    enc = tokenizer(list(TEXTS), padding=True, return_tensors="pt")
    ids, mask = enc["input_ids"], enc["attention_mask"]
    asked = ids.clone()
    asked[:, 0] = vocabulary.encode
    wide = [(k.expand(len(ids), -1, -1, -1), v.expand(len(ids), -1, -1, -1)) for k, v in cross]
    hidden, _ = shipped.med.grounded_decoder(torch.tensor([[vocabulary.decode]]),
                                             [(k[:, :, :CAPTION_TOKENS], v[:, :, :CAPTION_TOKENS]) for k, v in cross])
    first, said = shipped.med.cross_layers[0], shipped.med.text_encoder(ids, mask)
    tensors = {"pixel_values": pixels, "image_embeds": embeds, "visual_tokens": visual, f"cross.{first}.key": cross[0][0],
               "text_embeds": said, "itm_logits": shipped.med.grounded_encoder(asked, mask, wide),
               "nearness": torch.stack([bank.of_images(embeds, said)[0], bank.of_texts(said)], 1), "decoder_logits": shipped.med.lm_logits(hidden[:, -1])}
    scores = final_scores(said @ embeds[0], tensors["itm_logits"], tensors["nearness"], manifest["retrieval"])
    for name, tensor in tensors.items():
        (out / f"{name}.f32").write_bytes(tensor.contiguous().numpy().astype(np.float32).tobytes())
    beams = generation["beams"]
    greedy, beam = (captions(eye, shipped, vocabulary, width, tokenizer, generation) for width in (1, beams))
    index = {
        "packVersion": VERSION, "image": LOSSLESS, "tolerance": {"wasm": 1e-3, "webgpu": 2e-3},
        "tensors": {n: {"file": f"{n}.f32", "dims": list(t.shape)} for n, t in tensors.items()},
        "texts": list(TEXTS), "imageScores": scores[0].tolist(), "scores": scores[1].tolist(), "greedy": greedy, "beam": beam,
    }
    (out / "index.json").write_text(json.dumps(index, indent=1) + "\n")
    for found in beam:
        print(f"{found['image']}: {found['text']}")


def final_scores(itc: torch.Tensor, itm_logits: torch.Tensor, nearness: torch.Tensor, retrieval: dict) -> torch.Tensor:
    """What pictures of a text are ordered by, and texts of a picture [2, n]: ITC [n] and ITM [n, 2], less nearness [n, 2] of the one or
    the other."""
    plain = itc + retrieval["itmWeight"] * (itm_logits[:, 1] - itm_logits[:, 0])
    parts = [retrieval["querybank"][name] for name in ("images", "texts")]
    return torch.stack([plain - part["weight"] * (near - part["mean"]) for part, near in zip(parts, nearness.T)])


def captions(eye: Eye, blip: Blip, vocabulary: Vocabulary, beams: int, tokenizer, generation: dict) -> list[dict]:
    """One of each sample photograph."""
    names = sorted(p.name for p in SAMPLES.iterdir() if p.suffix in (".png", ".jpg"))
    return [{"image": name, **caption(blip, vocabulary, encode(eye, blip, name)[1:], beams, tokenizer, generation)} for name in names]


@torch.no_grad()
def unquantised(blip: Blip, vocabulary: Vocabulary, generation: dict) -> list[dict]:
    tokenizer, eye = vocabulary.tokenizer(work("tokenizer")), folded(load_eye())
    return captions(eye, blip, vocabulary, generation["beams"], tokenizer, generation)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path)
    arguments = parser.parse_args()
    facts = json.loads((PACK / "pack.json").read_text())
    model, words = restore(PACK)
    write(quantised_copy(folded(load_eye()), vision_scheme), model, words, shipped_bank(PACK, model), OUT, facts)
    if arguments.checkpoint:
        written = json.loads((OUT / "index.json").read_text())["beam"]
        plain = unquantised(*load_blip(arguments.checkpoint), facts["generation"])
        print(f"captions equal before and after quantisation: {sum(a == b for a, b in zip(plain, written))} of {len(plain)}")
