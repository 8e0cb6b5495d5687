"""How likely COCO-dev's human sentences are given the photographs: a steadier guide than CIDEr-D on 26 of them.

    python -m ocelli.likelihood --checkpoint .work/med/last.pt

Prints nats a word: from the memory's and the things' tokens alone (what the pack ships), with the patches, and, as a floor, from
the sentences' own text embedding instead of the photograph's.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .checkpoint import load_blip
from .data.records import read
from .features import features
from .model.blip import Blip
from .model.eye import things_in
from .model.vocabulary import Vocabulary
from .workspace import work


@torch.no_grad()
def nats_a_word(blip: Blip, vocabulary: Vocabulary, visual: Tensor, sentences: list[list[str]], tokenizer) -> float:
    """visual [n, s, width] and n lists of sentences -> mean negative log-likelihood of a word, the end included."""
    total, count = 0.0, 0
    for tokens, said in zip(visual, sentences):
        cross = blip.med.cross_key_values(tokens[None])
        for ids in tokenizer([s.strip().rstrip(".") for s in said], add_special_tokens=False)["input_ids"]:
            line = torch.tensor([[vocabulary.decode, *ids, vocabulary.sep]])
            hidden, _ = blip.med.grounded_decoder(line[:, :-1], cross)
            target = line[0, 1:]
            known = target < vocabulary.decodable
            total += float(F.cross_entropy(blip.med.lm_logits(hidden[0][known]), target[known], reduction="sum"))
            count += int(known.sum())
    return total / count


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    model, words = load_blip(parser.parse_args().checkpoint)
    said = [list(r.captions) for r in read("coco-dev")]
    patches = torch.from_numpy(np.asarray(features("coco-dev")[:, 0], np.float32))
    pieces = words.tokenizer(work("tokenizer"))
    with torch.no_grad():
        image = model.image_embedding(patches)
        own = []
        for group in said:
            enc = pieces(group, padding=True, return_tensors="pt")
            own.append(F.normalize(model.med.text_encoder(enc["input_ids"], enc["attention_mask"]).mean(0), dim=0))
        things = things_in(patches)
        seen = {"memory and things": model.look(image, things), "and patches": model.look(image, things, patches),
                "own text": model.look(torch.stack(own), things)}
    for name, visual in seen.items():
        print(f"{name}: {nats_a_word(model, words, visual, said, pieces):.3f} nats a word")
