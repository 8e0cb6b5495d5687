"""Writes the pack `ocelli-blip`: seven ONNX components, three weight files, the tokenizer and pack.json.

    python -m ocelli.export.blip_pack --checkpoint .work/med/best.pt [--out ../public/packs/ocelli-blip]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import onnx
import torch

from ..checkpoint import load_blip
from ..data.coco import coco_captions
from ..data.repeatable import repeatable
from ..data.views import MEAN, SCALE, SIZE
from ..model.blip import Blip
from ..model.eye import PATCHES, folded, load_eye
from ..model.occlusion import SIDE
from ..model.querybank import Querybank
from ..model.text_tower import Teacher
from ..model.vision_head import CAPTION_TOKENS
from ..model.vocabulary import Vocabulary
from ..quantisation import med_scheme, vision_scheme
from ..querybank import COMPONENT, fitted
from ..workspace import PROJECT, work
from . import components
from .bare import bare
from .file_facts import file_facts
from .fused import FUSED, write_fused
from .onnx_graph import export
from .pack_facts import GENERATION, MAX_TEXT, PROVENANCE, RETRIEVAL
from .quantised_weights import quantise_component
from .shared_weights import split
from .simplify import simplify
from .weight_file import WeightFile

ID, VERSION = "ocelli-blip", "0.4.0"
SEEING = ("vision", "explain")  # on the eye's weights; the others on the MED's
VISUAL_TOKENS = CAPTION_TOKENS + PATCHES
COMPONENTS = (*SEEING, "text", "cross", "match", "decoder")
#: Of the querybank, whose texts begin with the memory in the eye's file.
BANKS, BANK_FILE = f"{COMPONENT}.onnx", f"{COMPONENT}.bin"


def graphs(blip: Blip) -> dict[str, onnx.ModelProto]:
    """The components with float weights."""
    layers, crossed, heads, dim = len(blip.med.layers), len(blip.med.cross_layers), 12, 32
    ids, mask = torch.full((2, 7), 5), torch.ones(2, 7, dtype=torch.long)
    visual, key_value = torch.randn(2, VISUAL_TOKENS, 384), torch.randn(2, heads, VISUAL_TOKENS, dim)
    past = torch.randn(2, heads, 3, dim)
    names = {kind: [f"{kind}.{i}.{part}" for i in indices for part in ("key", "value")]
             for kind, indices in (("cross", blip.med.cross_layers), ("past", range(layers)), ("present", range(layers)))}
    batch, words = {0: "batch"}, {0: "batch", 1: "tokens"}
    state = {0: "batch", 2: "past"}
    text = {"input_ids": words, "attention_mask": words}
    cross = {name: {0: "batch", 2: "visual_tokens"} for name in names["cross"]}
    made = {
        "vision": export(components.Vision(folded(load_eye()), blip), (torch.zeros(2, 3, SIZE, SIZE),), ["pixel_values"],
                       ["image_embeds", "visual_tokens"],
                       {"pixel_values": batch, "image_embeds": batch, "visual_tokens": batch}),
        "explain": export(components.Explain(folded(load_eye()), blip), (torch.zeros(1, 3, SIZE, SIZE),), ["pixel_values"],
                        ["occluded_embeds"], {}),
        "text": export(components.Text(blip), (ids, mask), ["input_ids", "attention_mask"], ["text_embeds"],
                     {**text, "text_embeds": batch}),
        "cross": export(components.Cross(blip), (visual,), ["visual_tokens"], names["cross"],
                      {"visual_tokens": {0: "batch", 1: "visual_tokens"}, **cross}),
        "match": export(components.Match(blip), (ids, mask, *[key_value] * 2 * crossed),
                      ["input_ids", "attention_mask", *names["cross"]], ["itm_logits"],
                      {**text, **cross, "itm_logits": batch}),
        "decoder": export(components.Decoder(blip), (ids[:, :2], *[past] * 2 * layers, *[key_value] * 2 * crossed),
                        ["input_ids", *names["past"], *names["cross"]], ["logits", *names["present"]],
                        {"input_ids": words, **cross, **{n: state for n in names["past"]}, "logits": batch,
                         **{n: {0: "batch", 2: "length"} for n in names["present"]}}),
    }
    return {name: simplify(model, None if name in SEEING else heads) for name, model in made.items()}


def write_components(blip: Blip, bank: Querybank, out: Path) -> None:
    eye_file, med_file = WeightFile("eye.bin"), WeightFile("med.bin")
    models = graphs(blip)
    # The whole word table is placed first (by `text`), so that the decoder's slice of it is a prefix.
    for name in COMPONENTS:
        model = models[name]
        if name == "decoder":
            slice_word_table(model, blip.med.decoder_vocab)
        scheme = vision_scheme if name in SEEING else decoder_scheme if name == "decoder" else med_scheme
        quantise_component(model, eye_file if name in SEEING else med_file, scheme)
        onnx.save(bare(model), out / f"{name}.onnx")
    eye_file.write(out)
    med_file.write(out)
    write_banks(blip, bank, eye_file, out)
    write_fused(out)


def write_banks(blip: Blip, bank: Querybank, eye_file: WeightFile, out: Path) -> None:
    """The querybank's component, on the memory in the eye's file and a file of its own."""
    batch = {0: "batch"}
    model = simplify(export(components.Banks(blip, bank), (torch.randn(2, 384),), ["embeds"], ["texts", "photographs"],
                            {"embeds": batch, "texts": batch, "photographs": batch}))
    shipped_bytes = len(eye_file.data)
    quantise_component(model, eye_file, lambda name, shape: "q4")
    (out / BANK_FILE).write_bytes(split(model, eye_file, shipped_bytes, BANK_FILE))
    onnx.save(bare(model), out / BANKS)


def decoder_scheme(name: str, shape: tuple[int, ...]) -> str:
    kind = med_scheme(name, shape)
    return "q4" if kind == "table" else kind  # folded whole: it is the head as well


def slice_word_table(model: onnx.ModelProto, rows: int) -> None:
    """The decoder reads and writes decodable words only: its table is the first rows."""
    for tensor in model.graph.initializer:
        if tensor.name.endswith("embeddings.word.weight"):
            array = onnx.numpy_helper.to_array(tensor)[:rows]
            tensor.CopyFrom(onnx.numpy_helper.from_array(array, tensor.name))


def generation(vocabulary: Vocabulary) -> dict:
    """How captions are written: what pack_facts.py says, and the words that people repeat."""
    sentences, _ = coco_captions(Teacher())
    pieces = vocabulary.tokenizer(work("tokenizer"))([s.strip().rstrip(".") for s in sentences], add_special_tokens=False)
    return {**GENERATION, "repeatable": repeatable(pieces["input_ids"], vocabulary.words[:vocabulary.decodable])}


def write_pack(blip: Blip, vocabulary: Vocabulary, bank: Querybank, out: Path, generated: dict = GENERATION) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for old in out.iterdir():
        old.unlink()
    write_components(blip, bank, out)
    folder = work("tokenizer")
    vocabulary.tokenizer(folder).save_pretrained(folder)
    tokenizer = json.loads((folder / "tokenizer.json").read_text())
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")))
    files = [file_facts(path) for path in sorted(out.iterdir())]
    component = {name: {"model": f"{name}.onnx", "externalData": ["eye.bin" if name in SEEING else "med.bin"]}
                 for name in COMPONENTS}
    component["vision"]["fused"] = FUSED
    component[COMPONENT] = {"model": BANKS, "externalData": ["eye.bin", BANK_FILE]}
    manifest = {
        "schema": 1, "id": ID, "version": VERSION, "title": "Ocelli BLIP",
        "description": "BLIP's mixture of encoder-decoder on two frozen eyes, EfficientNet-Lite2 and SSDLite: captions, search, matching.",
        "family": "blip", "can": ["caption", "embed", "match", "explain"], "licence": "Apache-2.0", "provenance": PROVENANCE,
        "files": files, "components": component,
        "preprocessing": {"width": SIZE, "height": SIZE, "fit": "squash", "resample": "bilinear",
                          "mean": [MEAN] * 3, "std": [SCALE] * 3},
        "dims": {"hidden": 384, "embed": 384, "layers": len(blip.med.layers), "crossLayers": list(blip.med.cross_layers), "heads": 12, "headDim": 32,
                 "visualTokens": VISUAL_TOKENS, "captionTokens": CAPTION_TOKENS, "decoderVocab": vocabulary.decodable, "maxPositions": 64},
        "tokenizer": {"file": "tokenizer.json", "pad": vocabulary.pad, "encode": vocabulary.encode,
                      "decode": vocabulary.decode, "end": vocabulary.sep, "maxTokens": MAX_TEXT},
        "explain": {"rows": SIDE, "columns": SIDE},
        "generation": generated, "retrieval": RETRIEVAL,
    }
    (out / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(f"{ID} {VERSION}: {sum(f['bytes'] for f in files) / 1e6:.2f} MB in {len(files)} files")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=PROJECT / "public" / "packs" / ID)
    arguments = parser.parse_args()
    blip, vocabulary = load_blip(arguments.checkpoint)
    write_pack(blip, vocabulary, fitted(blip, vocabulary), arguments.out, generation(vocabulary))
