"""The shipped pack, read back, is the model that its golden tensors were made with."""

import json

import numpy as np
import torch

from ocelli.export.golden import LOSSLESS, OUT, TEXTS, as_shipped, encode
from ocelli.export.blip_pack import ID
from ocelli.model.vision_head import CAPTION_TOKENS
from ocelli.restore import restore
from ocelli.workspace import PROJECT


def golden(name):
    facts = json.loads((OUT / "index.json").read_text())["tensors"][name]
    return np.fromfile(OUT / facts["file"], np.float32).reshape(facts["dims"])


@torch.no_grad()
def test_a_restored_pack_sees_and_reads_as_the_shipped_one(tmp_path):
    blip, vocabulary = restore(PROJECT / "public" / "packs" / ID)
    eye, shipped = as_shipped(blip)  # rounding what is rounded changes nothing
    _, embeds, visual = encode(eye, shipped, LOSSLESS)
    np.testing.assert_allclose(embeds, golden("image_embeds"), atol=1e-4)
    np.testing.assert_allclose(visual, golden("visual_tokens"), atol=1e-3)
    enc = vocabulary.tokenizer(tmp_path)(list(TEXTS), padding=True, return_tensors="pt")
    for model in (blip, shipped):
        text = model.med.text_encoder(enc["input_ids"], enc["attention_mask"])
        np.testing.assert_allclose(text, golden("text_embeds"), atol=1e-4)
        hidden, _ = model.med.grounded_decoder(torch.tensor([[vocabulary.decode]]), model.med.cross_key_values(visual[:, :CAPTION_TOKENS]))
        np.testing.assert_allclose(model.med.lm_logits(hidden[:, -1]), golden("decoder_logits"), atol=1e-2)
