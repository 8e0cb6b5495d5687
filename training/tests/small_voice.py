"""A voice of two narrow layers with random weights in 4-bit blocks, and a tokenizer of a few words."""

import numpy as np
from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

from ocelli.export.voice_blocks import quantise

SHAPE = {"hidden": 64, "layers": 2, "heads": 4, "kvHeads": 2, "headDim": 16, "inner": 96, "vocab": 64,
         "contextWindow": 128, "ropeTheta": 10000.0, "normEps": 1e-5}
WORDS = ["user", "assistant", "\n", "what", "is", "this", "?", "a", "cat", "dog", "on", "the", "table", ".", "yes", "no", "red", "two"]


def small_weights(seed: int = 0) -> dict:
    random = np.random.default_rng(seed)
    hidden, inner, kv = SHAPE["hidden"], SHAPE["inner"], SHAPE["kvHeads"] * SHAPE["headDim"]
    sizes = {"self_attn.q_proj": (hidden, hidden), "self_attn.k_proj": (kv, hidden), "self_attn.v_proj": (kv, hidden),
             "self_attn.o_proj": (hidden, hidden), "mlp.gate_proj": (inner, hidden), "mlp.up_proj": (inner, hidden),
             "mlp.down_proj": (hidden, inner)}
    weights = {"model.embed_tokens.weight": quantise(random.normal(0, 0.3, (SHAPE["vocab"], hidden))),
               "model.norm.weight": np.ones(hidden, np.float32)}
    for layer in range(SHAPE["layers"]):
        prefix = f"model.layers.{layer}."
        weights |= {f"{prefix}{n}.weight": quantise(random.normal(0, 0.15, s)) for n, s in sizes.items()}
        weights |= {f"{prefix}{n}.weight": np.ones(hidden, np.float32) for n in ("input_layernorm", "post_attention_layernorm")}
    return weights


def small_tokenizer() -> PreTrainedTokenizerFast:
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    vocabulary = {word: i for i, word in enumerate([*special, *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<|endoftext|>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "removed")
    tokenizer.add_special_tokens([AddedToken(word, special=True) for word in special])
    tokenizer.add_tokens([AddedToken(mark) for mark in ("\n", "?", ".")])
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|im_end|>", pad_token="<|endoftext|>")
