import copy

import pytest
import torch
from small_voice import SHAPE, small_tokenizer, small_weights

from ocelli.data.chat import ChatTemplate, Turn
from ocelli.model.blip2 import Blip2, fit_size
from ocelli.model.qformer import QUERIES, QFormer, best_query, self_attention_mask, start_qformer
from ocelli.model.text_tower import load_bert
from ocelli.model.voice import from_weights
from ocelli.qformer_losses import itc_loss, stage1_losses

IDS, WORDS = torch.tensor([[2, 9, 10, 11, 3], [2, 12, 3, 0, 0]]), torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])


@pytest.fixture(scope="module")
def qformer(vocabulary):
    torch.manual_seed(0)
    model = QFormer(len(vocabulary.words))
    start_qformer(model, load_bert(), vocabulary.order)
    return model.eval()


@pytest.fixture(scope="module")
def patches():
    return torch.rand(2, 81, 1280, generator=torch.Generator().manual_seed(3))


def sees(kind):
    return (self_attention_mask(kind, 2, torch.tensor([[1, 1, 0]]))[0, 0] == 0).int().tolist()


def test_the_three_masks_are_those_of_figure_2():
    assert sees("contrastive") == [[1, 1, 0, 0, 0]] * 2 + [[0, 0, 1, 1, 0]] * 3
    assert sees("matching") == [[1, 1, 1, 1, 0]] * 5
    assert sees("generating") == [[1, 1, 0, 0, 0]] * 2 + [[1, 1, 1, 0, 0], [1, 1, 1, 1, 0], [1, 1, 1, 1, 0]]
    with pytest.raises(ValueError, match="unknown mask"):
        sees("sideways")


@torch.no_grad()
def test_shapes(qformer, patches, vocabulary):
    assert qformer.image_queries(patches).shape == (2, QUERIES, 384)
    assert qformer.text_embedding(IDS, WORDS).shape == (2, 384)
    assert qformer.itm_logits(patches, IDS, WORDS).shape == (2, 2)
    assert qformer.lm_logits(patches, IDS, WORDS).shape == (2, 5, len(vocabulary.words))


@torch.no_grad()
def test_no_mask_leaks(qformer, patches):
    other = IDS.clone()
    other[0, 3] = 13
    # contrastive: the queries know nothing of the text, nor the text of the picture
    queries = [qformer.run("contrastive", patches, ids, WORDS)[0] for ids in (IDS, other)]
    torch.testing.assert_close(*queries)
    torch.testing.assert_close(qformer.run("contrastive", patches, IDS, WORDS)[1], qformer.run("contrastive", None, IDS, WORDS)[1],
                               atol=1e-4, rtol=1e-4)
    # generating: a word knows the words before it and the picture, but no later word
    before, after = (qformer.lm_logits(patches, ids, WORDS) for ids in (IDS, other))
    torch.testing.assert_close(before[0, :3], after[0, :3])
    assert (before[0, 3:] - after[0, 3:]).abs().max() > 1e-3
    assert (before - qformer.lm_logits(patches.flip(0), IDS, WORDS)).abs().max() > 1e-4
    # matching: the queries know the text
    matched = [qformer.run("matching", patches, ids, WORDS)[0] for ids in (IDS, other)]
    assert (matched[0][0] - matched[1][0]).abs().max() > 1e-3


@torch.no_grad()
def test_padding_changes_nothing(qformer, patches):
    short = qformer.itm_logits(patches[1:], IDS[1:, :3], WORDS[1:, :3])
    torch.testing.assert_close(qformer.itm_logits(patches, IDS, WORDS)[1:], short, atol=1e-4, rtol=1e-4)


def test_the_best_query_counts():
    queries = torch.zeros(1, 3, 4)
    queries[0, 1, 2] = 1.0
    assert best_query(queries, torch.eye(4)).tolist() == [[0.0, 0.0, 1.0, 0.0]]
    alike, temperature = torch.ones(2, 2), torch.tensor(0.07)
    assert itc_loss(alike, torch.eye(2).bool(), temperature).item() == pytest.approx(0.6931, abs=1e-3)
    assert itc_loss(alike, torch.ones(2, 2).bool(), temperature).item() == pytest.approx(0.0, abs=1e-6)


def test_stage_1_teaches_every_part(qformer, patches, vocabulary):
    model = copy.deepcopy(qformer)
    losses = stage1_losses(model, patches, IDS, WORDS, torch.eye(2).bool(), vocabulary.decode)
    assert set(losses) == {"itc", "itm", "itg"} and all(torch.isfinite(loss) for loss in losses.values())
    sum(losses.values()).backward()
    assert not [name for name, p in model.named_parameters() if p.grad is None]


def test_stage_2_teaches_the_bridge_and_leaves_the_voice(qformer, patches):
    blip2 = Blip2(copy.deepcopy(qformer), from_weights(small_weights(), SHAPE))
    fit_size(blip2, patches)
    size = blip2.voice.model.embed_tokens.weight.square().mean().sqrt()
    assert blip2.encode_image(patches).detach().square().mean().sqrt() == pytest.approx(float(size), rel=0.3)
    template = ChatTemplate(small_tokenizer(), QUERIES)
    blip2.loss([template.render([Turn("what is this ?", "a cat .")])] * 2, patches).backward()
    assert blip2.qformer.queries.grad.abs().sum() > 0 and blip2.projection.weight.grad.abs().sum() > 0
    assert all(p.grad is None for p in blip2.voice.parameters())
