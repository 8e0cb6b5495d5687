"""The voice's weights as the files that other engines run, for `npm run bench`.

    python -m ocelli.export.competitor_models --voice FOLDER --out FOLDER

OUT/onnx holds what transformers.js loads: fp32, q8 (dynamic, onnxruntime's quantiser) and q4 (onnxruntime-genai's
builder, blocks of 32), each made from the voice's own weights; OUT/*.gguf what llama.cpp loads: the published Q4_1 as
it is, and its weights as Q8_0. Needs `pip install onnxruntime-genai onnx_ir gguf`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
from gguf import GGMLQuantizationType, GGUFReader, GGUFValueType, GGUFWriter, dequantize, quantize
from onnxruntime.quantization import QuantType, quantize_dynamic

from .voice_reading import read_model
from .voice_source import published_gguf

#: transformers.js' names for the three precisions.
FILES = {"fp32": "model.onnx", "q8": "model_quantized.onnx", "q4": "model_q4.onnx"}


def build(source: Path, target: Path, precision: str, *options: str) -> Path:
    """onnxruntime-genai's export of a Hugging Face folder; returns the path of its graph."""
    subprocess.run([sys.executable, "-m", "onnxruntime_genai.models.builder", "-i", source, "-o", target, "-p", precision,
                    "-e", "cpu", "-c", target / "cache", "--extra_options", *options], check=True)
    return target / "model.onnx"


def save(path: Path, target: Path, head_size: int) -> None:
    """Writes the graph with its weights in one file beside it. The cache's last dimension becomes a number, which
    transformers.js needs to make the empty cache."""
    model = onnx.load(path)
    for value in [*model.graph.input, *model.graph.output]:
        if "key_values" in value.name or value.name.startswith("present"):
            dimension = value.type.tensor_type.shape.dim[3]
            dimension.Clear()
            dimension.dim_value = head_size
    target.with_name(f"{target.name}_data").unlink(missing_ok=True)
    onnx.save(model, target, save_as_external_data=True, location=f"{target.name}_data")


def write_models(voice_folder: Path, shape: dict, out: Path) -> None:
    onnx_folder = out / "onnx"
    onnx_folder.mkdir(parents=True, exist_ok=True)
    head = shape["headDim"]
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        source = Path(scratch) / "source"
        read_model(voice_folder, shape).save_pretrained(source)
        shutil.copy(voice_folder / "tokenizer.json", source)
        (source / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "PreTrainedTokenizerFast"}))
        for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
            shutil.copy(source / name, out / name)
        full = build(source, Path(scratch) / "fp32", "fp32", "int4_block_size=32")
        save(full, onnx_folder / FILES["fp32"], head)
        small = build(source, Path(scratch) / "int4", "int4", "block_size=32", "int4_block_size=32")
        save(small, onnx_folder / FILES["q4"], head)
        dynamic = Path(scratch) / "q8.onnx"
        quantize_dynamic(onnx_folder / FILES["fp32"], dynamic, weight_type=QuantType.QInt8, use_external_data_format=False)
        save(dynamic, onnx_folder / FILES["q8"], head)


def write_q8_gguf(source: Path, target: Path) -> None:
    """The same model with every matrix as Q8_0."""
    reader = GGUFReader(source)
    writer = GGUFWriter(target, "llama")
    for name, field in reader.fields.items():
        if name.startswith("GGUF.") or name == "general.architecture":
            continue
        kind, value = field.types[0], field.contents()
        if name == "general.file_type":
            value = 7  # mostly Q8_0
        writer.add_key_value(name, value, kind, field.types[-1] if kind == GGUFValueType.ARRAY else None)
    for tensor in reader.tensors:
        values = dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        if len(tensor.shape) < 2:
            writer.add_tensor(tensor.name, values)
        else:
            writer.add_tensor(tensor.name, quantize(values, GGMLQuantizationType.Q8_0), raw_dtype=GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_ggufs(out: Path) -> None:
    shutil.copy(published_gguf(), out / "q4_1.gguf")
    write_q8_gguf(out / "q4_1.gguf", out / "q8_0.gguf")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--voice", type=Path, required=True, help="a folder that ocelli.export.voice wrote")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write_models(options.voice, json.loads((options.voice / "voice.json").read_text())["shape"], options.out)
    write_ggufs(options.out)


if __name__ == "__main__":
    main()
