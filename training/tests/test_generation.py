import torch

from ocelli.generation import Settings, apply_rules, generate

START, END = 6, 3


def visual(seed=0):
    return torch.randn(1, 10, 384, generator=torch.Generator().manual_seed(seed))


@torch.no_grad()
def test_one_beam_is_the_argmax_at_every_step(blip):
    settings = Settings(beams=1, max_tokens=8, min_tokens=2)
    found = generate(blip.med, visual(), START, END, settings)[0].ids
    ids, cross = [START], blip.med.cross_key_values(visual())
    while len(ids) <= 8 and ids[-1] != END:
        hidden, _ = blip.med.grounded_decoder(torch.tensor([ids]), cross)  # no cache: the plain way
        logits = blip.med.lm_logits(hidden[0, -1])
        if len(ids) - 1 < 2:
            logits[END] = -torch.inf
        ids.append(int(logits.argmax()))
    assert list(found) == ids[1:]


def test_the_sum_of_log_probabilities_is_that_of_the_words(blip):
    best = generate(blip.med, visual(), START, END, Settings(beams=3, max_tokens=6))[0]
    with torch.no_grad():
        ids = torch.tensor([[START, *best.ids]])
        hidden, _ = blip.med.grounded_decoder(ids[:, :-1], blip.med.cross_key_values(visual()))
        words = blip.med.lm_logits(hidden).log_softmax(-1)[0].gather(1, ids[0, 1:, None])
    assert abs(float(words.sum()) - best.log_prob) < 1e-3


def test_more_beams_are_never_worse_on_average(blip):
    def mean(beams):
        settings = Settings(beams=beams, max_tokens=6)
        return sum(generate(blip.med, visual(s), START, END, settings)[0].score(settings) for s in range(5))
    assert mean(4) >= mean(1) - 1e-4  # rows of a batch are summed in another order


def test_no_caption_ends_before_it_may(blip):
    for seed in range(4):
        best = generate(blip.med, visual(seed), START, END, Settings(beams=2, max_tokens=8, min_tokens=5))[0]
        assert END not in best.ids[:5]


def test_no_group_of_words_comes_twice_where_that_is_forbidden(blip):
    for seed in range(4):
        best = generate(blip.med, visual(seed), START, END, Settings(beams=2, max_tokens=12, no_repeat_ngram=2))[0].ids
        pairs = list(zip(best, best[1:]))
        assert len(pairs) == len(set(pairs))


def test_a_penalty_on_repetition_makes_words_said_less_likely():
    log_probs = torch.log_softmax(torch.ones(10), 0)
    after = log_probs.clone()
    apply_rules(after, (4, 5), end=3, settings=Settings(min_tokens=0, repetition_penalty=1.5))
    assert after[4] < log_probs[4] and after[5] < log_probs[5] and after[6] == log_probs[6]


def test_only_words_that_people_repeat_come_twice(blip):
    repeatable = frozenset({5, 7, 9})
    for seed in range(4):
        best = generate(blip.med, visual(seed), START, END, Settings(beams=2, max_tokens=12, repeatable=repeatable))[0].ids
        others = [word for word in best if word not in repeatable]
        assert len(others) == len(set(others))
