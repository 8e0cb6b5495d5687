"""The WebGPU engine's graph, run by native onnxruntime, against transformers' Llama on the same stored weights."""

import numpy as np
import onnxruntime
import pytest
import torch

from ocelli.export.sampler_graph import SLICE
from ocelli.export.tiny_voice import EMBEDS, PROMPT, SHAPE, random_weights
from ocelli.export.voice import write_voice
from ocelli.export.voice_onnx import write_voice_onnx
from ocelli.export.voice_reading import read_model

CONTEXT = 64


@pytest.fixture(scope="module")
def voice(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voice")
    write_voice(folder, random_weights(np.random.default_rng(0)), SHAPE)
    return onnxruntime.InferenceSession(write_voice_onnx(folder), providers=["CPUExecutionProvider"]), read_model(folder, SHAPE)


class Reader:
    """Runs the graph on a static cache."""

    def __init__(self, session) -> None:
        self.session, self.length = session, 0
        dims = (1, SHAPE["kvHeads"], CONTEXT, SHAPE["headDim"])
        self.cache = {i.name: np.zeros(dims, np.float32) for i in session.get_inputs() if i.name.startswith("past.")}

    def run(self, ids, embeds=None, seen=(), noise=None, sampling=(1, 1, 1, 1, 0)):
        count = len(ids) if embeds is None else len(embeds)
        marks = np.zeros(SHAPE["vocab"], np.float32)
        marks[list(seen)] = 1
        self.length += count
        names = [output.name for output in self.session.get_outputs()]
        values = self.session.run(names, {
            "input_ids": np.array([ids if embeds is None else [0] * count], np.int32),
            "keep": np.full((1, count, 1), embeds is None, np.float32),
            "embeds": np.zeros((1, count, SHAPE["hidden"]), np.float32) if embeds is None else embeds[None],
            "last_position": np.array([self.length - 1], np.int32), "total_length": np.array([self.length], np.int32),
            "seen": marks, "noise": np.zeros(SLICE, np.float32) if noise is None else noise,
            "sampling": np.array(sampling, np.float32), **self.cache})
        result = dict(zip(names, values))
        self.cache = {name: result[name.replace("past", "present")] for name in self.cache}
        return result


@torch.no_grad()
def test_parts_and_embeddings_read_as_one(voice):
    session, model = voice
    embeds = np.random.default_rng(1).standard_normal((EMBEDS, SHAPE["hidden"])).astype(np.float32)
    reader = Reader(session)
    reader.run(PROMPT[:4])
    reader.run([], embeds)
    ours = reader.run(PROMPT[4:])
    words = model.get_input_embeddings()(torch.tensor([PROMPT]))
    mixed = torch.cat([words[:, :4], torch.from_numpy(embeds)[None], words[:, 4:]], dim=1)
    expected = model(inputs_embeds=mixed).logits[0, -1].numpy()
    np.testing.assert_allclose(ours["logits"][0], expected, atol=2e-3)
    assert ours["next_id"].item() == expected.argmax()


@torch.no_grad()
def test_sampler_cuts_as_transformers_does(voice):
    session, model = voice
    logits = model(torch.tensor([PROMPT])).logits[0, -1].numpy()
    order = np.argsort(-logits, kind="stable")[:SLICE]

    def allowed(*sampling):
        """Which ranks of the slice can win at all: each is pushed up in turn by noise."""
        won = set()
        for rank in range(8):
            noise = np.zeros(SLICE, np.float32)
            noise[rank] = 1000
            won.add(int(Reader(session).run(PROMPT, noise=noise, sampling=sampling)["next_id"].item()))
        return won

    temperature = 20.0
    assert allowed(1, 1 / temperature, 3, 2, 0) == set(order[:3].tolist())
    shares = np.exp(logits[order] / temperature - logits[order[0]] / temperature)
    shares /= shares.sum()
    kept = int((np.cumsum(shares) - shares < 0.15).sum())
    assert 1 < kept < 8
    assert allowed(1, 1 / temperature, SLICE, 0.15, 0) == set(order[:kept].tolist())
    least = (shares[4] + shares[5]) / 2 / shares[0]
    assert allowed(1, 1 / temperature, SLICE, 2, least) == set(order[:5].tolist())


@torch.no_grad()
def test_seen_words_are_penalised_and_the_chosen_one_is_seen(voice):
    session, model = voice
    logits = model(torch.tensor([PROMPT])).logits[0, -1].numpy()
    best = int(logits.argmax())
    result = Reader(session).run(PROMPT, seen=[best], sampling=(1e6, 1, 1, 1, 0))
    logits[best] /= 1e6
    assert result["next_id"].item() == logits.argmax()
    assert set(np.flatnonzero(result["seen_next"]).tolist()) == {best, int(logits.argmax())}
