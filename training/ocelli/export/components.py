"""The seven components of the BLIP pack as modules with the inputs and outputs of their ONNX files."""

from __future__ import annotations

from torch import Tensor, nn

from ..model.blip import Blip
from ..model.eye import Eye
from ..model.occlusion import occluded_embeds
from ..model.querybank import Querybank
from ..model.vision_head import CAPTION_TOKENS


class Vision(nn.Module):
    """pixel_values [b, 3, 260, 260] -> image_embeds [b, 384], visual_tokens [b, S, 384]"""

    def __init__(self, eye: Eye, blip: Blip) -> None:
        super().__init__()
        self.eye, self.blip = eye, blip

    def forward(self, pixel_values: Tensor):
        return self.blip.encode_image(self.eye(pixel_values))


class Explain(nn.Module):
    """pixel_values [1, 3, 260, 260] -> occluded_embeds [1, 81, 384]"""

    def __init__(self, eye: Eye, blip: Blip) -> None:
        super().__init__()
        self.eye, self.blip = eye, blip

    def forward(self, pixel_values: Tensor):
        return occluded_embeds(self.blip.image_embedding, self.eye(pixel_values))


class Banks(nn.Module):
    """embeds [b, 384] -> texts [b, entries], photographs [b, 256]: cosines with the querybank's"""

    def __init__(self, blip: Blip, bank: Querybank) -> None:
        """blip: whose memory is the first part of the texts; by its name there the weights are stored once."""
        super().__init__()
        self.blip, self.bank = blip, bank

    def forward(self, embeds: Tensor):
        return self.bank(embeds)


class Text(nn.Module):
    """input_ids, attention_mask [b, t] -> text_embeds [b, 384]"""

    def __init__(self, blip: Blip) -> None:
        super().__init__()
        self.med = blip.med

    def forward(self, input_ids: Tensor, attention_mask: Tensor):
        return self.med.text_encoder(input_ids, attention_mask)


class Cross(nn.Module):
    """visual_tokens [b, S, 384] -> cross.{i}.key, cross.{i}.value [b, heads, S, head_dim]"""

    def __init__(self, blip: Blip) -> None:
        super().__init__()
        self.med = blip.med

    def forward(self, visual_tokens: Tensor):
        return tuple(t for pair in self.med.cross_key_values(visual_tokens) for t in pair)


class Match(nn.Module):
    """input_ids, attention_mask [b, t], cross.* -> itm_logits [b, 2]"""

    def __init__(self, blip: Blip) -> None:
        super().__init__()
        self.med = blip.med

    def forward(self, input_ids: Tensor, attention_mask: Tensor, *cross: Tensor):
        return self.med.grounded_encoder(input_ids, attention_mask, pairs(cross))


class Decoder(nn.Module):
    """input_ids [b, s], past.* [b, heads, p, head_dim], cross.* -> logits [b, decodable] of the last position, present.*"""

    def __init__(self, blip: Blip) -> None:
        super().__init__()
        self.med = blip.med

    def forward(self, input_ids: Tensor, *states: Tensor):
        split = 2 * len(self.med.layers)
        cross = [(key[:, :, :CAPTION_TOKENS], value[:, :, :CAPTION_TOKENS]) for key, value in pairs(states[split:])]
        hidden, present = self.med.grounded_decoder(input_ids, cross, past=pairs(states[:split]))
        return (self.med.lm_logits(hidden[:, -1]), *(t for pair in present for t in pair))


def pairs(tensors: tuple[Tensor, ...]) -> list[tuple[Tensor, Tensor]]:
    return list(zip(tensors[::2], tensors[1::2]))
