"""CapFilt for photographs described in another style than captions are (BLIP, section 3.3).

    python -m ocelli.capfilt --checkpoint .work/med/last.pt

The captioner reads the description's own text embedding, on whose side of the modality gap it was trained, and
writes several sentences in COCO's style; the filter keeps those whose embedding is close to the description's.
Writes .work/capfilt.json: for each described training pair the sentences that passed, best first.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor

from .checkpoint import load_blip
from .data.pairs import pairs
from .generation import Settings, apply_rules
from .imagined import Imagined
from .model.blip import Blip
from .model.text_tower import Teacher
from .model.vocabulary import Vocabulary
from .validation import join
from .workspace import work

CANDIDATES, KEPT, LEAST_COSINE = 6, 2, 0.5
MOST_WORDS, TEMPERATURE, TOP_K, BATCH = 18, 0.6, 12, 48
RULES = Settings(min_tokens=5, no_repeat_ngram=2)


@torch.no_grad()
def sampled(blip: Blip, vocabulary: Vocabulary, visual: Tensor) -> list[str]:
    """One sampled sentence for each row of visual tokens [b, s, width]; '' where none came to an end."""
    cross, past = blip.med.cross_key_values(visual), None
    ids = torch.full((len(visual), 1), vocabulary.decode)
    written: list[tuple[int, ...]] = [() for _ in visual]
    for _ in range(MOST_WORDS):
        hidden, past = blip.med.grounded_decoder(ids, cross, past=past)
        log_probs = blip.med.lm_logits(hidden[:, -1]).log_softmax(-1)
        for row, said in enumerate(written):
            apply_rules(log_probs[row], said, vocabulary.sep, RULES)
        best = (log_probs / TEMPERATURE).topk(TOP_K, -1)
        chosen = best.indices.gather(1, torch.multinomial(best.values.softmax(-1), 1))
        written = [said if vocabulary.sep in said else (*said, int(word)) for said, word in zip(written, chosen)]
        ids = chosen
    return [join(vocabulary.words[i] for i in said[:-1]) if vocabulary.sep in said else "" for said in written]


def filtered(candidates: list[str], cosines: list[float]) -> list[str]:
    """The nearest different ones, best first, none too far off."""
    ranked = sorted({c: s for c, s in zip(candidates, cosines) if c}.items(), key=lambda pair: -pair[1])
    return [text for text, cosine in ranked if cosine >= LEAST_COSINE][:KEPT]


def main(checkpoint: Path) -> None:
    torch.manual_seed(0)
    teacher = Teacher()
    blip, vocabulary = load_blip(checkpoint)
    blip.eval()
    texts = [p.sentences[0] for p in pairs("train") if p.described]
    told = torch.cat([teacher(texts[i:i + 256], max_tokens=48) for i in range(0, len(texts), 256)])
    kept: list[list[str]] = []
    imagined = Imagined(texts)
    for start in range(0, len(texts), BATCH):
        embedding = told[start:start + BATCH]
        objects = imagined(list(range(start, start + len(embedding))))
        rounds = [sampled(blip, vocabulary, blip.look(embedding, objects)) for _ in range(CANDIDATES)]
        candidates = list(zip(*rounds))
        flat = teacher([c or "nothing" for group in candidates for c in group]).unflatten(0, (-1, CANDIDATES))
        cosines = (flat * embedding[:, None]).sum(-1)
        kept += [filtered(list(group), row.tolist()) for group, row in zip(candidates, cosines)]
        if start % (BATCH * 8) == 0:
            print(f"{len(kept)}/{len(texts)} {texts[start][:90]} -> {kept[start]}", flush=True)
    work("capfilt.json").write_text(json.dumps(dict(zip(texts, kept)), indent=0))
    passed = sum(map(bool, kept))
    print(f"{passed} of {len(texts)} descriptions have a sentence that passed; {sum(map(len, kept))} sentences in all")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    main(parser.parse_args().checkpoint)
