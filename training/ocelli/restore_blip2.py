"""A checkpoint of BLIP-2's second stage from its shipped pack.

    python -m ocelli.restore_blip2 [--blip .work/med/last.pt] [--pack ../public/packs/ocelli-blip2] [--out .work/qformer/stage2.pt]

For a new export, or for training to go on, seeing as it does or, with --blip, as a checkpoint of the MED does now. The words'
half of the Q-Former does not ship and is that of a new one: stage 1 teaches it anew (`ocelli.train_qformer --from`).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from transformers import LlamaForCausalLM

from .checkpoint import load_blip
from .export.blip2_pack import ID, shipped_voice
from .export.blip_pack import ID as BLIP_ID
from .export.shipped_state import shipped_state
from .model.blip2 import Blip2
from .model.looking import Looking
from .model.named_words import NamedWords
from .model.qformer import QFormer, start_from_med
from .model.sight import sight_of
from .model.vocabulary import Vocabulary
from .qformer_checkpoint import save_blip2
from .restore import restore
from .workspace import PROJECT, work

#: Names in the pack -> in the model. What the pack looks with may be older than the `ocelli-blip` beside it.
LOOKING = {f"blip.{part}.": f"sight.{part}." for part in ("image_embedding", "visual_tokens", "things")}
OWN = {"qformer.": "qformer.", "projection.": "projection."}


def shipped_words(pack: Path) -> NamedWords:
    """The words that the pack's queries read. Raises ValueError where it has none."""
    prefix = "blip.words."
    state = {name.removeprefix(prefix): tensor for name, tensor in shipped_state(pack / "vision.onnx", prefix).items()}
    if not state:
        raise ValueError(f"{pack} has no words for its queries: was it exported by another version?")
    words = NamedWords(*(len(state[name]) for name in ("table", "said.0.bias", "seen.0.bias")))
    words.load_state_dict(state)
    return words


def restore_blip2(pack: Path, blip_pack: Path, voice: LlamaForCausalLM, looking: Looking | None = None) -> tuple[Blip2, Vocabulary]:
    """looking: what it is to see with, if not as it does. Raises ValueError where the pack and the model have not the same weights."""
    blip, vocabulary = restore(blip_pack)
    qformer = QFormer(len(vocabulary.words), vocabulary.decodable)
    start_from_med(qformer, blip.med)
    blip2 = Blip2(sight_of(looking or blip, shipped_words(pack)), qformer, voice)
    wanted, state = blip2.state_dict(), {}
    for prefix, ours in (OWN if looking else LOOKING | OWN).items():
        stored = shipped_state(pack / "vision.onnx", prefix, blip_pack)
        state |= {name.replace(prefix, ours, 1): tensor for name, tensor in stored.items()}
    wrong = [name for name, tensor in state.items() if name not in wanted or wanted[name].numel() != tensor.numel()]
    if wrong:
        raise ValueError(f"{pack} has {', '.join(wrong[:4])}, which the model has not: was it exported by another version?")
    blip2.load_state_dict({name: tensor.view_as(wanted[name]) for name, tensor in state.items()}, strict=False)
    return blip2.eval(), vocabulary


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    packs = PROJECT / "public" / "packs"
    parser.add_argument("--pack", type=Path, default=packs / ID)
    parser.add_argument("--out", type=Path, default=work("qformer", "stage2.pt"))
    parser.add_argument("--blip", type=Path, help="a checkpoint of the MED, to see with")
    arguments = parser.parse_args()
    seen_with = load_blip(arguments.blip)[0] if arguments.blip else None
    save_blip2(arguments.out, *restore_blip2(arguments.pack, packs / BLIP_ID, shipped_voice(), seen_with), step=0, spent=0.0)
