"""Captions of a pack that talks as PyTorch writes them on the pack's own weights: beam search, then the choice by
likelihood and ITC. The oracle of the page's."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from transformers import LlamaForCausalLM

from ..data.chat import ChatTemplate
from ..data.instructions import CAPTION
from ..data.views import load, pixel_values, squash
from ..generation import Hypothesis, Settings, chosen_by_itc
from ..llava_generation import hypotheses
from ..model.blip import Blip
from ..restore import restore
from ..workspace import work
from .chat_facts import GENERATION
from .golden import SAMPLES
from .speaking_pack import BLIP_PACK

#: A choice closer than this hangs on rounding: its picture is left out.
TIE = 0.01


class Captioner:
    def __init__(self, voice: LlamaForCausalLM, template: ChatTemplate, generation: dict = GENERATION) -> None:
        """voice: as it ships. generation: as pack.json has it."""
        blip, vocabulary = restore(BLIP_PACK)
        self.blip: Blip = blip.eval()
        self.words = vocabulary.tokenizer(work("tokenizer"))
        self.voice, self.template, self.weight = voice, template, generation["itcWeight"]
        self.settings = Settings(generation["beams"], generation["maxTokens"], generation["minTokens"], generation["lengthPenalty"],
                                 generation["noRepeatNgram"])

    def text(self, said: Hypothesis) -> str:
        return self.template.tokenizer.decode([i for i in said.ids if i != self.template.end]).strip()

    @torch.no_grad()
    def caption(self, tokens: Tensor, embeds: Tensor) -> tuple[Hypothesis, float]:
        """Image tokens [1, n, hidden], image embedding [1, 384] -> the caption, and by how much it was chosen."""
        found = hypotheses(self.voice, self.template, tokens, CAPTION, self.settings)
        enc = self.words([self.text(h) for h in found], padding=True, return_tensors="pt")
        itc = self.blip.med.text_encoder(enc["input_ids"], enc["attention_mask"]) @ embeds[0]
        best = chosen_by_itc(found, itc, self.settings, self.weight)
        scores = sorted(h.score(self.settings) + self.weight * float(cosine) for h, cosine in zip(found, itc))
        return found[best], scores[-1] - scores[-2]


def golden_captions(captioner: Captioner, vision: Callable[[Tensor], tuple[Tensor, Tensor]], names: list[str]) -> list[dict]:
    """vision: pixel_values -> image tokens, image embedding. Of the samples named."""
    written = []
    for name in names:
        said, margin = captioner.caption(*vision(torch.from_numpy(pixel_values(squash(load(SAMPLES / name))))[None]))
        print(f"{name} captioned {captioner.text(said)!r} by {margin:.3f}" + (", left out" if margin < TIE else ""))
        if margin >= TIE:
            written.append({"image": name, "ids": [i for i in said.ids if i != captioner.template.end], "text": captioner.text(said)})
    if not written:
        raise ValueError("every caption hangs on a near tie: name more pictures")
    return written
