"""A component's graph as onnxruntime's optimiser leaves it, beside the one that it was made from.

    python -m ocelli.export.fused --pack ../public/packs/ocelli-blip --version 0.3.4  # for a pack that has none, or an older one

Where WebAssembly has just been compiled, running the optimiser takes longer than the first picture. The fused file has
the nodes that run at every picture; its weights are the float32 tensors that the component's own graph expands, each as
external data in a file of that tensor's name after a sign: who loads it expands them first (src/runtime/onnx/fused-session.ts).
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from ..workspace import PROJECT
from .bare import bare
from .file_facts import file_facts
from .simplify import keep

#: Of what sees: no other component runs at every first visit.
SOURCE, FUSED = "vision.onnx", "vision.fused.onnx"
#: Stands before the name of a tensor that is to be expanded, where others name a file.
EXPANDED = "="


def constants(graph: onnx.GraphProto) -> set[str]:
    """Names of the tensors that depend on no input."""
    known = {tensor.name for tensor in graph.initializer}
    for node in graph.node:
        if all(name in known for name in node.input if name):
            known.update(node.output)
    return known


def read_at_every_run(graph: onnx.GraphProto, known: set[str]) -> list[str]:
    """Of the constants, those that the other nodes read, in the order in which they do."""
    used = [name for node in graph.node if not set(node.output) <= known for name in node.input if name in known]
    return list(dict.fromkeys(used))


def is_external(tensor: TensorProto) -> bool:
    return tensor.data_location == TensorProto.EXTERNAL


def expanded(path: Path, beside: Path) -> dict[str, np.ndarray]:
    """The float32 weights that a component's graph makes of what it stores, by name. beside: where files lie that its folder lacks."""
    model = onnx.load(path, load_external_data=False)
    graph, known = model.graph, constants(model.graph)
    stored = {tensor.name for tensor in graph.initializer}
    names = [name for name in read_at_every_run(graph, known) if name not in stored]
    keep(graph.node, [node for node in graph.node if set(node.output) <= known])
    keep(graph.input, [])
    keep(graph.output, [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names])
    files = {entry.value for tensor in graph.initializer for entry in tensor.external_data if entry.key == "location"}
    with tempfile.TemporaryDirectory() as folder:
        for name in files:
            shutil.copyfile(next(place / name for place in (path.parent, beside) if (place / name).exists()), f"{folder}/{name}")
        onnx.save(model, f"{folder}/weights.onnx")
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3  # Errors: what other nodes read is not used here.
        session = onnxruntime.InferenceSession(f"{folder}/weights.onnx", options, providers=["CPUExecutionProvider"])
        return dict(zip(names, session.run(names, {})))


def fused(path: Path, beside: Path) -> onnx.ModelProto:
    """The component at `path`, without what makes its weights."""
    weights = expanded(path, beside)
    model = onnx.load(path, load_external_data=False)
    graph, known = model.graph, constants(model.graph)
    used = set(read_at_every_run(graph, known))
    stored = {tensor.name: tensor for tensor in graph.initializer if tensor.name in used}
    keep(graph.node, [node for node in graph.node if not set(node.output) <= known])
    keep(graph.initializer, [tensor for tensor in stored.values() if not is_external(tensor)])
    # As inputs, so that the optimiser can neither change nor rename them.
    outside = {name: tensor for name, tensor in stored.items() if is_external(tensor)}
    shapes = {name: list(array.shape) for name, array in weights.items()} | {name: list(t.dims) for name, t in outside.items()}
    graph.input.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items())
    model = without_doubles(optimised(model))
    keep(model.graph.input, [entry for entry in model.graph.input if entry.name not in shapes])
    model.graph.initializer.extend([*outside.values(), *(placed(name, array) for name, array in weights.items())])
    return shortened(model)


def without_doubles(model: onnx.ModelProto) -> onnx.ModelProto:
    """Of nodes that do the same with the same tensors the first. The optimiser leaves some, as small tensors of the same
    numbers have two names: the words of the patches, the largest product that is no convolution, were computed twice."""
    graph, first, ours = model.graph, {}, {}
    inside = [tensor for tensor in graph.initializer if not is_external(tensor)]
    for tensor in inside:
        ours[tensor.name] = first.setdefault((tensor.data_type, *tensor.dims, numpy_helper.to_array(tensor).tobytes()), tensor.name)
    given, nodes, ranks = {output.name for output in graph.output}, [], {}
    for node in graph.node:
        keep(node.input, [ours.get(name, name) for name in node.input])
        ranks |= {node.output[0]: len(attribute.ints) for attribute in node.attribute if attribute.name == "perm"}
        for attribute in node.attribute:
            if node.op_type == "Split" and attribute.i < 0 and node.input[0] in ranks:
                attribute.i += ranks[node.input[0]]  # An axis has two names as well.
        attributes = sorted(attribute.SerializeToString() for attribute in node.attribute)
        made = first.setdefault((node.domain, node.op_type, *node.input, *attributes), list(node.output))
        if made == list(node.output) or given & set(node.output):
            nodes.append(node)
        else:
            ours |= dict(zip(node.output, made))
    keep(graph.node, nodes)
    used = {name for node in graph.node for name in node.input}
    keep(graph.initializer, [tensor for tensor in graph.initializer if tensor.name in used])
    return model


def placed(name: str, array: np.ndarray) -> TensorProto:
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=array.shape, data_location=TensorProto.EXTERNAL)
    for key, value in (("location", EXPANDED + name), ("length", str(array.nbytes))):
        tensor.external_data.add(key=key, value=value)
    return tensor


def optimised(model: onnx.ModelProto) -> onnx.ModelProto:
    options = onnxruntime.SessionOptions()
    # Not all: what comes after this is for one processor's layout.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.log_severity_level = 3
    with tempfile.TemporaryDirectory() as folder:
        options.optimized_model_filepath = f"{folder}/optimised.onnx"
        onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        return onnx.load(options.optimized_model_filepath)


def shortened(model: onnx.ModelProto) -> onnx.ModelProto:
    """Without names that nothing reads, unused domains and what is so by default."""
    graph = bare(model, weights_named=False).graph
    for node in graph.node:
        keep(node.attribute, [entry for entry in node.attribute if not by_default(node, entry)])
    domains = {node.domain for node in graph.node} | {""}
    keep(model.opset_import, [entry for entry in model.opset_import if entry.domain in domains])
    return model


def by_default(node: onnx.NodeProto, attribute: onnx.AttributeProto) -> bool:
    """Of a convolution: a step of one everywhere, no padding of its own reckoning, and the kernel's shape, which its weights have."""
    if node.op_type not in ("Conv", "FusedConv"):
        return False
    if attribute.name in ("strides", "dilations"):
        return set(attribute.ints) == {1}
    return attribute.name == "kernel_shape" or (attribute.name == "auto_pad" and attribute.s == b"NOTSET")


def write_fused(folder: Path, beside: Path | None = None) -> None:
    """Beside a pack's vision.onnx. beside: folder of the pack whose weights it borrows."""
    onnx.save(fused(folder / SOURCE, beside or folder), folder / FUSED)


def add_to_pack(pack: Path, version: str, beside: Path) -> None:
    """Writes the fused graph of what sees, and names it in pack.json."""
    write_fused(pack, beside)
    manifest = json.loads((pack / "pack.json").read_text())
    files = [file for file in manifest["files"] if file["path"] != FUSED]
    own = [file for file in files if "pack" not in file] + [file_facts(pack / FUSED)]
    manifest["files"] = sorted(own, key=lambda file: file["path"]) + [file for file in files if "pack" in file]
    manifest["components"]["vision"]["fused"] = FUSED
    manifest["version"] = version
    (pack / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(f"{pack.name} {version}: {FUSED}, {(pack / FUSED).stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--version", required=True)
    arguments = parser.parse_args()
    add_to_pack(arguments.pack, arguments.version, PROJECT / "public" / "packs" / "ocelli-blip")
