import numpy as np
import onnxruntime as ort
import pytest
import torch
from small_llava import VISUAL, small_llava
from small_voice import SHAPE, small_tokenizer, small_weights

from ocelli.data.chat import IGNORED, IMAGE, ChatTemplate, Turn
from ocelli.export.golden import as_shipped
from ocelli.export.llava_pack import write_vision
from ocelli.model.bridge import DENSE, IMAGE_TOKENS, Bridge
from ocelli.model.likely_words import WORDS, cells
from ocelli.data.visual_words import things_of
from ocelli.model.detector import KINDS, OBJECTS
from ocelli.model.eye import SEEN
from ocelli.generation import Settings, search
from ocelli.llava_generation import hypotheses
from ocelli.model.llava import Llava, voice_inputs
from ocelli.model.voice import from_weights, tunable, tuned_weights
from ocelli.quantisation import quantised_copy, vision_scheme


@pytest.fixture(scope="module")
def template():
    return ChatTemplate(small_tokenizer(), IMAGE_TOKENS)


@pytest.fixture(scope="module")
def llava(blip):
    return small_llava(blip)


def test_only_answers_are_learnt(template):
    rendered = template.render([Turn("what is this ?", "a cat ."), Turn("is this a dog ?", "no .")])
    assert rendered.ids.count(IMAGE) == IMAGE_TOKENS
    learnt = [i for i in rendered.labels if i != IGNORED]
    assert template.tokenizer.decode(learnt, clean_up_tokenization_spaces=False).split() == ["a", "cat", ".<|im_end|>no", ".<|im_end|>"] \
        or template.tokenizer.convert_ids_to_tokens(learnt) == ["a", "cat", ".", "<|im_end|>", "no", ".", "<|im_end|>"]
    assert all(label in (IGNORED, i) for i, label in zip(rendered.ids, rendered.labels))


def test_an_open_end_is_what_comes_before_the_answer(template):
    turns = [Turn("what is this ?", "a cat ."), Turn("is this a dog ?", "no .")]
    whole, open_end = template.render(turns), template.render(turns, open_end=True)
    assert whole.ids[:len(open_end.ids)] == open_end.ids
    assert whole.labels[len(open_end.ids)] != IGNORED


def test_cells_are_means_of_neighbouring_patches():
    grid = torch.arange(81.0).view(1, 9, 9, 1)
    seen = cells(grid.flatten(1, 2))
    assert seen.shape == (1, 9, 1)
    assert seen[0, 5, 0] == grid[0, 3:6, 6:9].mean()


@torch.no_grad()
def test_word_tokens_are_the_likeliest_words(llava):
    logits = torch.full((1, len(VISUAL)), -30.0)
    logits[0, 3], logits[0, 7] = 30.0, 20.0
    tokens = llava.bridge.tokens(torch.randn(1, 768), logits)
    assert tokens.shape == (1, IMAGE_TOKENS, SHAPE["hidden"]) and IMAGE_TOKENS == DENSE + WORDS
    table = llava.bridge.word_table
    torch.testing.assert_close(tokens[0, DENSE], table[3] + llava.bridge.sure)
    torch.testing.assert_close(tokens[0, DENSE + 1], table[7] + llava.bridge.sure)


@torch.no_grad()
def test_padding_teaches_nothing(llava, template):
    short = template.render([Turn("what is this ?", "a cat .")])
    long = template.render([Turn("what is this ?", "a dog on the table .")])
    seen = llava.encode_image(torch.rand(2, 81, SEEN, generator=torch.Generator().manual_seed(1)))
    together = llava.loss([short, long], seen)
    counts = [sum(label != IGNORED for label in r.labels) for r in (short, long)]
    alone = [llava.loss([r], seen[i:i + 1]) * n for i, (r, n) in enumerate(zip((short, long), counts))]
    torch.testing.assert_close(together, sum(alone) / sum(counts))


def test_gradients_reach_the_bridge_and_what_is_open_in_the_voice(llava, template):
    llava.loss([template.render([Turn("what is this ?", "a cat .")])], llava.encode_image(torch.rand(1, 81, SEEN))).backward()
    moved = {name for name, p in llava.named_parameters() if p.grad is not None and p.grad.abs().sum() > 0}
    assert {"bridge.dense.0.weight", "voice.model.layers.0.mlp.up_proj.stretch", "voice.model.layers.1.self_attn.v_proj.shift",
            "voice.model.norm.weight"} <= moved
    assert all(n.startswith("bridge.") or n.endswith(("stretch", "shift")) or "norm" in n for n in moved)
    llava.zero_grad()


@torch.no_grad()
def test_what_was_tuned_ships_in_the_blocks():
    weights = small_weights()
    voice = tunable(from_weights(weights, SHAPE), weights)
    ids = torch.tensor([[1, 3, 9, 12]])
    torch.testing.assert_close(voice(ids).logits, from_weights(weights, SHAPE)(ids).logits)
    for parameter in voice.parameters():
        if parameter.requires_grad:
            parameter.add_(0.3 * torch.randn_like(parameter))
    plain = from_weights(tuned_weights(weights, voice), SHAPE)
    difference = (plain(ids).logits - voice(ids).logits).abs().max()
    assert difference < 2e-2  # scale and minimum are rounded to 16 bits
    assert (from_weights(weights, SHAPE)(ids).logits - voice(ids).logits).abs().max() > 10 * difference


@torch.no_grad()
def test_the_exported_component_agrees_and_shares_the_eye(llava, blip, pack, tmp_path):
    write_vision(llava, tmp_path, pack)
    assert (tmp_path / "eye.bin").read_bytes() == (pack / "eye.bin").read_bytes()
    assert (tmp_path / "bridge.bin").stat().st_size < 20e6
    eye, _ = as_shipped(blip)
    shipped = quantised_copy(Llava(llava.image_embedding, llava.visual_tokens, llava.bridge, torch.nn.Identity()), vision_scheme)
    pixels = torch.rand(2, 3, 260, 260) * 2 - 1
    session = ort.InferenceSession(str(tmp_path / "vision.onnx"), providers=["CPUExecutionProvider"])
    (tokens,) = session.run(["image_tokens"], {"pixel_values": pixels.numpy()})
    np.testing.assert_allclose(tokens, shipped.encode_image(eye(pixels)).numpy(), atol=2e-3)


def test_a_seen_thing_raises_its_word_and_no_other():
    words = ["table", "red", "dog", "bear", "dog-like"]
    kinds = things_of(words)
    assert [KINDS[k] if k < OBJECTS else None for k in kinds.tolist()] == ["dining table", None, "dog", "bear", None]
    bridge = Bridge(torch.randn(5, 8))
    bridge.thing_of_word = kinds
    objects = torch.zeros(1, OBJECTS)
    objects[0, KINDS.index("dog")] = 0.9
    logits = torch.tensor([[3.0, -5.0, -5.0, -5.0, -5.0]])
    raised = bridge.with_things(logits, objects)[0] - logits[0]
    assert raised[2] > 4 and not raised[[0, 1, 3, 4]].any()


@torch.no_grad()
def test_beams_of_the_voice_are_those_that_whole_passes_give(llava, template):
    seen = llava.encode_image(torch.rand(1, 81, SEEN))
    settings = Settings(beams=3, max_tokens=6, min_tokens=1, no_repeat_ngram=2)
    inputs, _ = voice_inputs(llava.voice, [template.render([Turn("what is this ?", "")], open_end=True)], seen)
    said: list[tuple[int, ...]] = [()]

    def whole(going_on):
        said[:] = [(*said[row], word) for row, word in going_on] if going_on else [()]
        words = llava.voice.get_input_embeddings()(torch.tensor([list(ids) for ids in said], dtype=torch.long))
        return llava.voice(inputs_embeds=torch.cat([inputs.expand(len(said), -1, -1), words], 1)).logits[:, -1].log_softmax(-1)

    plain = search(whole, template.end, settings)
    found = hypotheses(llava.voice, template, seen, "what is this ?", settings)
    assert [h.ids for h in found] == [h.ids for h in plain]
    np.testing.assert_allclose([h.log_prob for h in found], [h.log_prob for h in plain], rtol=1e-4)
