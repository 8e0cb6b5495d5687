import math

import torch

from ocelli.likelihood import nats_a_word


def test_a_decoder_that_knows_nothing_costs_the_logarithm_of_its_words(blip, vocabulary, tokenizer):
    from copy import deepcopy
    blank = deepcopy(blip)
    torch.nn.init.zeros_(blank.med.lm_norm.weight)
    torch.nn.init.zeros_(blank.med.lm_norm.bias)
    torch.nn.init.zeros_(blank.med.lm_bias)
    cost = nats_a_word(blank, vocabulary, torch.randn(1, 10, 384), [["a cat sits on a wooden table"]], tokenizer)
    assert abs(cost - math.log(vocabulary.decodable)) < 1e-4
