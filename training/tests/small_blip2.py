"""A BLIP-2 before the small voice, with the eyes of a small BLIP."""

import copy

import torch
from small_voice import SHAPE, small_weights

from ocelli.model.blip import Blip
from ocelli.model.blip2 import Blip2
from ocelli.model.named_words import NamedWords
from ocelli.model.qformer import QFormer, start_from_med
from ocelli.model.sight import sight_of
from ocelli.model.vocabulary import Vocabulary
from ocelli.model.voice import from_weights


def small_blip2(blip: Blip, vocabulary: Vocabulary, words: NamedWords) -> Blip2:
    torch.manual_seed(0)
    qformer = QFormer(len(vocabulary.words), vocabulary.decodable)
    start_from_med(qformer, blip.med)
    return Blip2(sight_of(copy.deepcopy(blip), copy.deepcopy(words)), qformer, from_weights(small_weights(), SHAPE)).eval()
