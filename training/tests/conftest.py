"""A small but whole model: MiniLM's weights, a vocabulary of a few sentences, a random memory."""

import os
import random
import tempfile

os.environ.setdefault("OCELLI_WORK", tempfile.mkdtemp(prefix="ocelli-tests-"))

import pytest
import torch
import torch.nn.functional as F

from ocelli.export.blip_pack import write_pack
from ocelli.model.blip import Blip, new_blip
from ocelli.model.named_words import NamedWords
from ocelli.model.querybank import Querybank
from ocelli.model.vocabulary import Vocabulary, build

SENTENCES = ["a cat sits on a wooden table", "two dogs run over green grass", "a man rides a red bicycle",
             "a plate of food with a fork", "a train at the station"]


@pytest.fixture(autouse=True)
def seeded() -> None:
    """Each test draws the same numbers alone, among others and in any order; others than those of the generators that tests make."""
    torch.manual_seed(1000)
    random.seed(1000)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return build(SENTENCES, least=1)


@pytest.fixture(scope="session")
def blip(vocabulary: Vocabulary) -> Blip:
    torch.manual_seed(1)
    memory = F.normalize(torch.randn(64, 384), dim=-1)
    model = new_blip(vocabulary, memory).eval()
    for parameter in (model.image_embedding.output.weight, model.med.lm_bias):
        torch.nn.init.normal_(parameter, std=0.02)
    return model


@pytest.fixture(scope="session")
def words() -> NamedWords:
    """What the queries read of ten visual words, the third of which names the first kind of thing."""
    torch.manual_seed(2)
    named = NamedWords(10, 64, 64)
    for parameter in named.parameters():
        torch.nn.init.normal_(parameter, std=0.1)
    named.thing_of_word[2] = 0
    return named.eval()


@pytest.fixture(scope="session")
def bank(blip: Blip) -> Querybank:
    """Of the model's 64 texts, 200 more and 70 photographs, at random."""
    torch.manual_seed(3)
    made = Querybank(blip.visual_tokens.memory, descriptions=200, photographs=70)
    for part in (made.descriptions, made.photographs):
        part.weight.data.copy_(F.normalize(torch.randn_like(part.weight), dim=-1))
    return made


@pytest.fixture(scope="session")
def tokenizer(vocabulary: Vocabulary, tmp_path_factory):
    return vocabulary.tokenizer(tmp_path_factory.mktemp("tokenizer"))


@pytest.fixture(scope="session")
def pack(blip, vocabulary, bank, tmp_path_factory):
    """The BLIP pack of that model."""
    folder = tmp_path_factory.mktemp("pack")
    write_pack(blip, vocabulary, bank, folder)
    return folder
