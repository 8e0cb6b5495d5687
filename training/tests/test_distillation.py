"""Distillation: nothing to lose while the voices are equal, something once one is changed; answers cut off teach no end."""

import pytest
import torch
from small_voice import SHAPE, small_tokenizer, small_weights

from ocelli.data.chat import IGNORED, ChatTemplate
from ocelli.distillation import PlainLanguage, conversation, strayed
from ocelli.model.bridge import IMAGE_TOKENS
from ocelli.model.voice import from_weights, tunable

SAID = [("what is this ?", "a cat .", True), ("what is on the table ?", "a dog on the", False), ("is this a cat ?", "yes .", True)]


@pytest.fixture(scope="module")
def template():
    return ChatTemplate(small_tokenizer(), IMAGE_TOKENS)


def voice(gain: float = 1.0):
    weights = small_weights()
    made = tunable(from_weights(weights, SHAPE), weights)
    with torch.no_grad():
        made.model.layers[0].input_layernorm.weight.mul_(gain)
    return made


def test_equal_voices_diverge_by_nothing_and_changed_ones_by_something(template):
    samples = [conversation(template, *row) for row in SAID]
    assert strayed(voice(), voice(), samples).item() == 0
    assert strayed(voice(2.0), voice(), samples).item() > 1e-4


def test_gradients_reach_the_tuned_voice_alone(template):
    published, changed = voice(), voice(2.0)
    PlainLanguage(published, template, SAID, seed=0).loss(changed, 2).backward()
    assert changed.model.norm.weight.grad.abs().sum() > 0
    assert all(p.grad is None for p in published.parameters())


def test_only_a_whole_answer_teaches_its_end(template):
    whole, cut = (conversation(template, *row) for row in SAID[:2])
    assert whole.labels[-1] == template.end
    assert cut.labels[-1] not in (template.end, IGNORED)
