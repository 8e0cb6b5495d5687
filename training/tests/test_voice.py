import json

import numpy as np
import pytest
import torch
from transformers import LlamaForCausalLM, OPTConfig, OPTForCausalLM

from ocelli.export.opt_voice import read_opt, write_opt
from ocelli.export.voice import from_state_dict, shape_of, write_voice
from ocelli.export.voice_blocks import from_q4_1, quantise, quantise_bytes
from ocelli.export.voice_golden import write_tiny
from ocelli.export.voice_reading import config_of, matrix, read_model, read_tensors

SHAPE = {"hidden": 64, "layers": 2, "heads": 2, "kvHeads": 1, "headDim": 32, "inner": 96, "vocab": 64,
         "contextWindow": 128, "ropeTheta": 100000.0, "normEps": 1e-5}


def model_on_the_grid() -> tuple[LlamaForCausalLM, dict]:
    """A model whose matrices are blocks of the voice, and its weights with those blocks."""
    torch.manual_seed(2)
    model = LlamaForCausalLM(config_of(SHAPE)).eval()
    weights = from_state_dict(model.state_dict())
    for name, parameter in model.named_parameters():
        if parameter.dim() == 2 and "embed" not in name:
            weights[name] = quantise(weights[name] * 10)
            parameter.data = torch.from_numpy(weights[name].expanded())
    return model, weights


def test_a_written_voice_is_read_back_as_the_same_model(tmp_path):
    model, weights = model_on_the_grid()
    write_voice(tmp_path, weights, SHAPE)
    back, ids = read_model(tmp_path, SHAPE), torch.tensor([[3, 60, 9]])
    for name, parameter in back.named_parameters():
        if "embed" not in name:
            assert torch.equal(parameter, dict(model.named_parameters())[name]), name
    model.get_input_embeddings().weight.data.copy_(back.get_input_embeddings().weight)
    assert torch.allclose(model(ids).logits, back(ids).logits, atol=1e-5)


def test_the_shape_is_the_config_s():
    assert shape_of(config_of(SHAPE)) == SHAPE


def test_blocks_of_a_gguf_are_taken_as_they_are():
    from gguf import GGMLQuantizationType, dequantize
    from gguf import quantize as gguf_quantise

    weight = np.random.default_rng(1).standard_normal((5, 96)).astype(np.float32)
    raw = gguf_quantise(weight, GGMLQuantizationType.Q4_1)
    blocks = from_q4_1(raw.reshape(5, 3, 20))
    np.testing.assert_array_equal(blocks.expanded(), dequantize(raw, GGMLQuantizationType.Q4_1))


def test_a_byte_holds_two_neighbours_the_first_in_its_low_half(tmp_path):
    write_voice(tmp_path, model_on_the_grid()[1], SHAPE)
    tensors = read_tensors(tmp_path)
    q, d, m = (tensors[f"layers.0.down.{part}"] for part in ("q", "scales", "mins"))
    weight = matrix(tensors, "layers.0.down")
    assert weight[3, 34] == np.float32(q[3, 1, 1] & 15) * np.float32(d[3, 1]) + np.float32(m[3, 1])
    assert weight[3, 35] == np.float32(q[3, 1, 1] >> 4) * np.float32(d[3, 1]) + np.float32(m[3, 1])


def test_fitted_blocks_are_nearer_than_those_from_the_range():
    weight = np.random.default_rng(3).standard_normal((40, 64)).astype(np.float32)
    blocks = weight.reshape(40, 2, 32)
    low, high = blocks.min(-1, keepdims=True), blocks.max(-1, keepdims=True)
    step = (high - low) / 15
    ranged = (np.rint((blocks - low) / step) * step + low).reshape(40, 64)
    assert ((quantise(weight).expanded() - weight) ** 2).mean() < 0.9 * ((ranged - weight) ** 2).mean()
    assert np.abs(quantise_bytes(weight).expanded() - weight).max() < 0.02


def test_golden_continuations_are_those_of_the_model(tmp_path):
    write_tiny(tmp_path)
    golden, shape = (json.loads((tmp_path / name).read_text()) for name in ("golden.json", "voice.json"))
    model = read_model(tmp_path, shape["shape"])
    for ids, continuation in zip(golden["prompts"], golden["continuations"], strict=True):
        whole = torch.tensor([ids + continuation])
        with torch.no_grad():
            chosen = model(whole).logits[0].argmax(-1)[len(ids) - 1:-1]
        assert chosen.tolist() == continuation


def test_an_opt_voice_is_read_back_as_the_same_model(tmp_path):
    torch.manual_seed(6)
    config = OPTConfig(vocab_size=64, hidden_size=64, num_hidden_layers=2, num_attention_heads=2, ffn_dim=96,
                       max_position_embeddings=32, word_embed_proj_dim=64, activation_function="gelu")
    model, ids = OPTForCausalLM(config).eval(), torch.tensor([[3, 60, 9]])
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, 0.2, 0.2)
    for name, parameter in model.named_parameters():  # Twice through the blocks is as once.
        if parameter.dim() == 2 and "embed" not in name:
            parameter.data = torch.from_numpy(quantise(parameter.detach().numpy()).expanded())
    shape = write_opt(tmp_path, model)["shape"]
    assert (shape["architecture"], shape["activation"], shape["contextWindow"]) == ("opt", "gelu", 32)
    back = read_opt(tmp_path, config)
    model.get_input_embeddings().weight.data.copy_(back.get_input_embeddings().weight)
    assert torch.allclose(model(ids).logits, back(ids).logits, atol=0.05)
    with pytest.raises(ValueError, match="norms after"):
        write_opt(tmp_path, OPTForCausalLM(OPTConfig(**{**config.to_dict(), "do_layer_norm_before": False})))
