import copy

import torch
from small_llava import VISUAL, small_llava

from ocelli.model.detector import OBJECTS
from ocelli.model.eye import SEEN, things_in
from ocelli.model.likely_words import WORDS, cells
from ocelli.model.memory import recalled
from ocelli.model.named_words import named_as
from ocelli.model.sight import sight_of


def pictures():
    return torch.rand(2, 81, SEEN, generator=torch.Generator().manual_seed(3))


@torch.no_grad()
def test_words_are_named_as_llavas_bridge_names_them(blip):
    bridge = small_llava(blip).bridge
    bridge.thing_of_word[4] = 7
    told = {}
    words = named_as(bridge, VISUAL, lambda texts: told.setdefault("embeddings", torch.randn(len(texts), 384)), blip.visual_tokens).eval()
    patches = pictures()
    embedding, objects = blip.image_embedding(patches), things_in(patches)
    objects[:, 7] = 0.999
    read = recalled(blip.visual_tokens, embedding), cells(patches), objects
    torch.testing.assert_close(words.logits(*read), bridge.logits(*read))
    assert (words.logits(*read)[:, 4] > words.word_logits(*read[:2])[:, 4]).all(), "what the detector found is likelier"
    likeliest = bridge.logits(*read).topk(WORDS).indices
    expected = blip.visual_tokens.norm(blip.visual_tokens.projection(told["embeddings"] * 384**0.5)[likeliest])
    torch.testing.assert_close(words(*read), expected, atol=1e-5, rtol=1e-4)


@torch.no_grad()
def test_patches_of_another_picture_name_no_words(blip, words):
    sight, patches = sight_of(copy.deepcopy(blip), copy.deepcopy(words)), pictures()
    embedding, objects = sight.image_embedding(patches), torch.zeros(2, OBJECTS)
    of_itself, borrowed, without = sight.look(embedding, objects, patches), sight.look(embedding, objects, patches, borrowed=True), sight.look(embedding, objects)
    torch.testing.assert_close(borrowed[:, :WORDS], without[:, :WORDS])
    torch.testing.assert_close(borrowed[:, WORDS:], of_itself[:, WORDS:])
    assert not torch.allclose(of_itself[:, :WORDS], without[:, :WORDS], atol=1e-3)


def test_what_words_mean_is_learnt_and_how_likely_they_are_is_not(blip, words):
    sight = sight_of(copy.deepcopy(blip), copy.deepcopy(words)).train()
    sight(pictures()).square().sum().backward()
    learnt = {name for name, parameter in sight.named_parameters() if parameter.grad is not None}
    assert learnt == {f"words.{name}" for name in ("table", "sure", "unsure", "norm.weight", "norm.bias")}
    assert not sight.words.training
