"""LLaVA's bridge as a teacher: it reads what the student reads, before as many image tokens as it has."""

import pytest
import torch
from small_llava import small_llava
from small_voice import small_tokenizer

from ocelli.bridge_teacher import BridgeTeacher
from ocelli.data.branches import branched, with_image_tokens
from ocelli.data.chat import ChatTemplate, Turn
from ocelli.losses import divergence
from ocelli.model.bridge import IMAGE_TOKENS
from ocelli.model.eye import SEEN, things_in
from ocelli.model.qformer import QUERIES
from ocelli.own_captions import MOST_TOKENS, own_captions

QUESTION, ANSWERS = "what is this ?", ["a cat .", "a red cat on the table .", "two"]


@pytest.fixture(scope="module")
def template():
    return ChatTemplate(small_tokenizer(), QUERIES)


@pytest.fixture(scope="module")
def teacher(blip):
    return BridgeTeacher(small_llava(blip))


def test_the_same_before_another_number_of_image_tokens(template):
    many, few = (branched(rules, QUESTION, ANSWERS) for rules in (template, ChatTemplate(small_tokenizer(), IMAGE_TOKENS)))
    assert with_image_tokens(many, IMAGE_TOKENS) == few and with_image_tokens(few, QUERIES) == many


@torch.no_grad()
def test_the_teacher_says_what_llava_says(template, teacher):
    patches = torch.rand(2, 81, SEEN, generator=torch.Generator().manual_seed(3))
    llava = teacher.llava
    tokens = teacher.tokens(llava.image_embedding(patches), things_in(patches), patches)
    torch.testing.assert_close(tokens, llava.encode_image(patches))
    samples = [branched(template, QUESTION, [answer]) for answer in ANSWERS[:2]]
    said = torch.tensor([id for sample in samples for _, id in sample.targets])
    cost = -teacher.log_likelihoods(samples, tokens).gather(1, said[:, None]).mean()
    rules = ChatTemplate(small_tokenizer(), IMAGE_TOKENS)
    torch.testing.assert_close(cost, llava.loss([rules.render([Turn(QUESTION, answer)]) for answer in ANSWERS[:2]], tokens))


def test_the_divergence_is_nothing_from_itself_and_something_from_others():
    logits = torch.randn(5, 9, generator=torch.Generator().manual_seed(0))
    assert divergence(logits.log_softmax(-1), logits + 3).item() == pytest.approx(0, abs=1e-6)
    assert divergence(logits.log_softmax(-1), logits.flip(0)).item() > 0.1
    assert divergence(torch.tensor([[0.5, 0.5]]).log(), torch.tensor([[0.9, 0.1]]).log()).item() == pytest.approx(0.5108, abs=1e-4)


def test_captions_of_its_own_are_drawn_behind_each_picture(template, teacher):
    tokens = torch.randn(3, QUERIES, teacher.llava.voice.config.hidden_size, generator=torch.Generator().manual_seed(0))
    own = own_captions(teacher.llava.voice, template, tokens, QUESTION)
    prompt = template.question(QUESTION, True)
    assert len(own) == 3 and all(sample.ids[:len(prompt)] == prompt for sample in own)
    assert all(1 <= len(sample.targets) <= 2 * MOST_TOKENS and sample.targets[-1][1] == template.end for sample in own)
    assert len({tuple(sample.ids) for sample in own}) > 1
