"""CapFilt: what the filter lets pass, and that the captioner's samples keep to the rules."""

import torch

from ocelli.capfilt import KEPT, LEAST_COSINE, MOST_WORDS, filtered, sampled
from ocelli.model.blip import new_blip
from ocelli.model.vocabulary import build


def test_the_nearest_different_sentences_pass():
    candidates = ["a dog", "a red dog", "a dog", "", "a cat", "a brown dog"]
    cosines = [0.7, 0.9, 0.7, 0.99, LEAST_COSINE - 0.1, 0.8]
    assert filtered(candidates, cosines) == ["a red dog", "a brown dog"]
    assert len(filtered([f"a dog {i}" for i in range(9)], [0.9] * 9)) == KEPT
    assert filtered(["a cat"], [LEAST_COSINE - 0.01]) == []


def test_samples_are_words_without_repeated_pairs():
    vocabulary = build(["a dog runs on green grass", "a cat sleeps on a chair"] * 4, least=2)
    blip = new_blip(vocabulary, torch.nn.functional.normalize(torch.randn(32, 384), dim=-1)).eval()
    torch.manual_seed(0)
    for text in sampled(blip, vocabulary, torch.randn(6, 10, 384)):
        words = text.split()
        assert len(words) < MOST_WORDS
        assert len(set(zip(words, words[1:]))) == max(0, len(words) - 1)
