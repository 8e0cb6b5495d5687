"""Captions of a pack that talks as PyTorch writes them on the pack's own weights: beam search, then the choice by
likelihood and ITC. The oracle of the page's."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from transformers import LlamaForCausalLM

from ..data.chat import ChatTemplate
from ..data.instructions import CAPTION
from ..data.repeatable import with_pieces_within
from ..data.views import load, pixel_values, squash
from ..generation import Hypothesis, Settings, chosen_by_itc
from ..llava_generation import hypotheses
from ..model.blip import Blip
from ..restore import restore
from ..workspace import work
from .golden import SAMPLES
from .speaking_pack import BLIP_PACK

#: What the eye's 8 bits differ by moves a caption's score by less: whichever of those so near the best is chosen is right.
CLOSE = 0.05


class Captioner:
    def __init__(self, voice: LlamaForCausalLM, template: ChatTemplate, generation: dict) -> None:
        """voice: as it ships. generation: as pack.json has it."""
        blip, vocabulary = restore(BLIP_PACK)
        self.blip: Blip = blip.eval()
        self.words = vocabulary.tokenizer(work("tokenizer"))
        self.voice, self.template, self.weight = voice, template, generation["itcWeight"]
        self.settings = Settings(generation["beams"], generation["maxTokens"], generation["minTokens"], generation["lengthPenalty"],
                                 generation["noRepeatNgram"], repeatable=self.may_come_again(generation))

    def may_come_again(self, generation: dict) -> frozenset[int] | None:
        if "repeatable" not in generation:
            return None
        pieces = self.template.tokenizer
        return with_pieces_within(generation["repeatable"], pieces.convert_ids_to_tokens(range(len(pieces))))

    def text(self, said: Hypothesis) -> str:
        return self.template.tokenizer.decode([i for i in said.ids if i != self.template.end]).strip()

    @torch.no_grad()
    def captions(self, tokens: Tensor, embeds: Tensor) -> list[Hypothesis]:
        """Image tokens [1, n, hidden], image embedding [1, 384] -> what the choice may fall on: the best and those close to it."""
        found = hypotheses(self.voice, self.template, tokens, CAPTION, self.settings)
        enc = self.words([self.text(h) for h in found], padding=True, return_tensors="pt")
        itc = self.blip.med.text_encoder(enc["input_ids"], enc["attention_mask"]) @ embeds[0]
        scores = [h.score(self.settings) + self.weight * float(cosine) for h, cosine in zip(found, itc)]
        best = chosen_by_itc(found, itc, self.settings, self.weight)
        others = [i for i in range(len(found)) if i != best and scores[i] > scores[best] - CLOSE]
        return [found[i] for i in (best, *others)]


def golden_captions(captioner: Captioner, vision: Callable[[Tensor], tuple[Tensor, Tensor]], names: list[str]) -> list[dict]:
    """vision: pixel_values -> image tokens, image embedding. Of the samples named: what the choice may fall on, the best first."""
    end, written = captioner.template.end, []
    for name in names:
        said = captioner.captions(*vision(torch.from_numpy(pixel_values(squash(load(SAMPLES / name))))[None]))
        print(f"{name} captioned " + ", ".join(f"{captioner.text(h)!r} {h.log_prob:.3f}" for h in said))
        written.append({"image": name, "choices": [{"ids": [i for i in h.ids if i != end], "text": captioner.text(h), "logProb": h.log_prob}
                                                   for h in said]})
    return written
