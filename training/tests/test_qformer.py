import copy

import pytest
import torch
import torch.nn.functional as F

from ocelli.earlier_images import EarlierImages
from ocelli.model.eye import SEEN, things_in
from ocelli.model.likely_words import WORDS as NAMED
from ocelli.model.qformer import ADDED, QUERIES, QFormer, best_query, self_attention_mask, start_from_med
from ocelli.model.sight import sight_of
from ocelli.model.word_naming import WordNaming
from ocelli.model.vision_head import CAPTION_TOKENS
from ocelli.qformer_losses import PairBatch, itc_loss, itg_loss, stage1_losses

IDS, WORDS = torch.tensor([[2, 9, 10, 11, 3], [2, 12, 3, 0, 0]]), torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])


@pytest.fixture(scope="module")
def qformer(blip, vocabulary):
    torch.manual_seed(0)
    model = QFormer(len(vocabulary.words), vocabulary.decodable)
    start_from_med(model, blip.med)
    return model.eval()


@pytest.fixture(scope="module")
def sight(blip, words):
    return sight_of(copy.deepcopy(blip), copy.deepcopy(words)).train()


@pytest.fixture(scope="module")
def pictures():
    return torch.rand(2, 81, SEEN, generator=torch.Generator().manual_seed(3))


@pytest.fixture(scope="module")
def seen(sight, pictures):
    return sight(pictures).detach()


@pytest.fixture(scope="module")
def images(sight, pictures):
    return sight.image_embedding(pictures)


def sees(kind):
    return (self_attention_mask(kind, 2, torch.tensor([[1, 1, 0]]))[0, 0] == 0).int().tolist()


def test_the_three_masks_are_those_of_figure_2():
    assert sees("contrastive") == [[1, 1, 0, 0, 0]] * 2 + [[0, 0, 1, 1, 0]] * 3
    assert sees("matching") == [[1, 1, 1, 1, 0]] * 5
    assert sees("generating") == [[1, 1, 0, 0, 0]] * 2 + [[1, 1, 1, 0, 0], [1, 1, 1, 1, 0], [1, 1, 1, 1, 0]]
    with pytest.raises(ValueError, match="unknown mask"):
        sees("sideways")


@torch.no_grad()
def test_shapes(qformer, seen, images, vocabulary):
    assert qformer.query_embeddings(qformer.image_tokens(seen), images).shape == (2, QUERIES, 384)
    assert qformer.text_embedding(IDS, WORDS).shape == (2, 384)
    assert qformer.itm_logits(seen, IDS, WORDS).shape == (2, 2)
    assert qformer.generating(seen, IDS, WORDS)[1].shape == (2, 5, vocabulary.decodable)


@torch.no_grad()
def test_it_starts_as_the_med_does(qformer, seen, images, blip):
    queries = qformer.query_embeddings(qformer.image_tokens(seen), images)
    torch.testing.assert_close(queries, images[:, None].expand_as(queries))
    torch.testing.assert_close(qformer.text_embedding(IDS, WORDS), blip.med.text_encoder(IDS, WORDS), atol=1e-5, rtol=1e-4)
    assert qformer.queries.std(0).mean() > 0.01, "the queries start apart from each other"


@torch.no_grad()
def test_what_is_seen_stays_as_the_pack_has_it(sight, blip):
    """In training mode too: no dropout, and nothing learns but what words mean. The patches come last, so evidence of a text is a prefix."""
    patches = torch.rand(2, 81, SEEN, generator=torch.Generator().manual_seed(3))
    embedding, visual = blip.encode_image(patches)
    found = sight(patches)
    assert found.shape == (2, NAMED + 1 + CAPTION_TOKENS + 81, 384)
    torch.testing.assert_close(found[:, NAMED + 1:], visual)
    torch.testing.assert_close(sight.look(embedding, things_in(patches), patches, borrowed=True)[:, NAMED:], found[:, NAMED:])
    torch.testing.assert_close(sight.look(embedding, things_in(patches))[:, NAMED:], found[:, NAMED:NAMED + 1 + CAPTION_TOKENS])
    assert {name.split(".")[0] for name, parameter in sight.named_parameters() if parameter.requires_grad} == {"words"}


@torch.no_grad()
def test_no_mask_leaks(qformer, seen):
    other = IDS.clone()
    other[0, 3] = 13
    # contrastive: the queries know nothing of the text, nor the text of the picture
    queries = [qformer.run("contrastive", seen, ids, WORDS)[0] for ids in (IDS, other)]
    torch.testing.assert_close(*queries)
    torch.testing.assert_close(qformer.run("contrastive", seen, IDS, WORDS)[1], qformer.run("contrastive", None, IDS, WORDS)[1],
                               atol=1e-4, rtol=1e-4)
    # generating: a word knows the words before it and the picture, but no later word
    (alone, before), (beside, after) = (qformer.generating(seen, ids, WORDS) for ids in (IDS, other))
    torch.testing.assert_close(before[0, :3], after[0, :3])
    assert (before[0, 3:] - after[0, 3:]).abs().max() > 1e-3
    assert (before - qformer.generating(seen.flip(0), IDS, WORDS)[1]).abs().max() > 1e-4
    # so ITC may read the queries of this very pass
    torch.testing.assert_close(alone, beside)
    torch.testing.assert_close(alone, qformer.image_tokens(seen), atol=1e-4, rtol=1e-4)
    # matching: the queries know the text
    matched = [qformer.run("matching", seen, ids, WORDS)[0] for ids in (IDS, other)]
    assert (matched[0][0] - matched[1][0]).abs().max() > 1e-3


@torch.no_grad()
def test_padding_changes_nothing(qformer, seen):
    short = qformer.itm_logits(seen[1:], IDS[1:, :3], WORDS[1:, :3])
    torch.testing.assert_close(qformer.itm_logits(seen, IDS, WORDS)[1:], short, atol=1e-4, rtol=1e-4)


def test_the_best_query_counts():
    queries = torch.zeros(1, 3, 4)
    queries[0, 1, 2] = 1.0
    assert best_query(queries, torch.eye(4)).tolist() == [[0.0, 0.0, 1.0, 0.0]]
    alike, temperature = torch.ones(2, 2), torch.tensor(0.07)
    assert itc_loss(alike, torch.eye(2).bool(), temperature).item() == pytest.approx(0.6931, abs=1e-3)
    assert itc_loss(alike, torch.ones(2, 2).bool(), temperature).item() == pytest.approx(0.0, abs=1e-6)
    # two more texts as near as the right one: of four for the images, still of two for the texts
    assert itc_loss(alike, torch.eye(2).bool(), temperature, torch.ones(2, 2)).item() == pytest.approx((1.3863 + 0.6931) / 2, abs=1e-3)
    # six more images: of eight for the texts
    both = itc_loss(alike, torch.eye(2).bool(), temperature, torch.ones(2, 2), torch.ones(6, 2)).item()
    assert both == pytest.approx((1.3863 + 2.0794) / 2, abs=1e-3)


def test_the_oldest_images_leave_the_queue():
    earlier = EarlierImages(4)
    for i in range(3):
        earlier.add(torch.full((2, QUERIES, 384), float(i), requires_grad=True), torch.full((2, 384), float(i)))
    assert len(earlier.queries) == 4 and not earlier.queries.requires_grad
    assert earlier.queries[:, 0, 0].tolist() == earlier.texts[:, 0].tolist() == [1, 1, 2, 2]


def test_earlier_images_are_negatives_of_the_texts(qformer, seen, images, vocabulary):
    """Unless what was said of them is what a text says: their own, for one."""
    texts = F.normalize(torch.eye(2, 384), dim=-1)

    def itc(said):
        earlier = EarlierImages(2)
        earlier.add(qformer.query_embeddings(qformer.image_tokens(seen), images), said)
        batch = PairBatch(seen, images, IDS, WORDS, texts, texts)
        return stage1_losses(qformer, batch, vocabulary.decode, vocabulary.encode, 0, earlier)[0]["itc"].item()

    assert itc(-texts) > itc(texts) + 0.1


def test_words_that_cannot_be_written_do_not_count():
    logits, ids = torch.zeros(1, 2, 4), torch.tensor([[0, 1, 9]])
    assert itg_loss(logits, ids, torch.ones(1, 3)).item() == pytest.approx(1.3863, abs=1e-3)


def test_stage_1_teaches_every_part(qformer, seen, images, vocabulary):
    model = copy.deepcopy(qformer)
    naming = WordNaming(torch.randn(5, 64), torch.full((5,), 0.1))
    texts = F.normalize(torch.randn(2, 384), dim=-1)
    batch = PairBatch(seen, images, IDS, WORDS, texts, F.normalize(torch.randn(6, 384), dim=-1))
    losses, queries = stage1_losses(model, batch, vocabulary.decode, vocabulary.encode, 2, EarlierImages(2))
    assert set(losses) == {"itc", "itm", "itg", "anchor"} and all(torch.isfinite(loss) for loss in losses.values())
    (sum(losses.values()) + naming(queries).square().mean()).backward()
    trained = [*model.named_parameters(), *naming.named_parameters()]
    assert not [name for name, p in trained if p.requires_grad and (p.grad is None or not torch.isfinite(p.grad).all())]


def test_texts_too_near_to_be_negatives_leave_the_temperature_finite(qformer, seen, images, vocabulary):
    model, texts = copy.deepcopy(qformer), F.normalize(torch.randn(2, 384), dim=-1)
    batch = PairBatch(seen, images, IDS, WORDS, texts, texts)
    losses, _ = stage1_losses(model, batch, vocabulary.decode, vocabulary.encode, 0, EarlierImages(2))
    losses["itc"].backward()
    assert torch.isfinite(model.temperature.grad) and set(losses) == {"itc", "itg", "anchor"}


@torch.no_grad()
def test_a_query_that_points_at_a_word_names_it():
    naming = WordNaming(torch.eye(3, 64), torch.full((3,), 0.1))
    naming.projection.weight.zero_()
    naming.projection.bias.copy_(naming.word_table[1])
    assert naming(torch.randn(1, QUERIES, 384)).argmax().item() == 1


@torch.no_grad()
def test_queries_add_half_or_in_training_all_or_nothing(qformer, seen, images):
    model, queries = copy.deepcopy(qformer), qformer.image_tokens(seen)
    model.query_head.bias.add_(1.0)
    torch.testing.assert_close(model.query_embeddings(queries, images), F.normalize(images[:, None] + ADDED, dim=-1).expand(-1, QUERIES, -1))
    torch.manual_seed(0)
    drawn = torch.cat([model.train().query_embeddings(queries, images)[:, 0] for _ in range(20)])
    nothing, everything = (torch.isclose(drawn, F.normalize(images + added, dim=-1).repeat(20, 1)).all(-1) for added in (0.0, 1.0))
    assert (nothing ^ everything).all() and 5 < nothing.sum() < 35
