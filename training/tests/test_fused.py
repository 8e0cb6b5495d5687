"""The graph that was optimised when it was exported, against the one that it was made from."""

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

from ocelli.export.fused import EXPANDED, FUSED, SOURCE, expanded, without_doubles


def whole(pack):
    """The fused graph with its weights inside, as whoever loads it puts them in."""
    model, weights = onnx.load(pack / FUSED, load_external_data=False), expanded(pack / SOURCE, pack)
    for tensor in model.graph.initializer:
        if tensor.data_location != TensorProto.EXTERNAL:
            continue
        place = {entry.key: entry.value for entry in tensor.external_data}
        if place["location"].startswith(EXPANDED):
            array = weights.pop(place["location"].removeprefix(EXPANDED))
        else:
            offset, length = int(place["offset"]), int(place["length"])
            array = np.frombuffer((pack / place["location"]).read_bytes()[offset:offset + length], np.float32).reshape(tensor.dims)
        assert list(tensor.dims) == list(array.shape)
        tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(array), tensor.name))
    assert not weights  # every weight that the component expands has its place
    return model


def test_sees_what_the_component_sees(pack):
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    pixels = np.random.default_rng(5).uniform(-1, 1, (2, 3, 260, 260)).astype(np.float32)
    slow = ort.InferenceSession(str(pack / SOURCE), providers=["CPUExecutionProvider"])
    fast = ort.InferenceSession(whole(pack).SerializeToString(), options, providers=["CPUExecutionProvider"])
    assert [o.name for o in fast.get_outputs()] == [o.name for o in slow.get_outputs()]
    for ours, theirs in zip(fast.run(None, {"pixel_values": pixels}), slow.run(None, {"pixel_values": pixels})):
        np.testing.assert_allclose(ours, theirs, atol=1e-4 * max(1.0, np.abs(theirs).max()))


def test_is_fused_and_small(pack):
    model = onnx.load(pack / FUSED, load_external_data=False)
    operators = [node.op_type for node in model.graph.node]
    assert "FusedConv" in operators
    assert "DequantizeLinear" not in operators
    assert len(operators) < len(onnx.load(pack / SOURCE, load_external_data=False).graph.node) / 2
    assert all(len(tensor.raw_data) < 4096 for tensor in model.graph.initializer)


def test_what_is_computed_twice_is_computed_once():
    """An axis counted from the front or the back, and sizes of two names: the same all the same."""
    value = lambda name, *dims: helper.make_tensor_value_info(name, TensorProto.FLOAT, dims)  # noqa: E731
    sizes = [numpy_helper.from_array(np.array([1, 2]), name) for name in ("sizes", "the same")]
    nodes = [helper.make_node("Transpose", ["x"], ["turned"], perm=[0, 2, 1])]
    for name, axis, size in (("a", -1, "sizes"), ("b", 2, "the same"), ("c", 1, "sizes")):
        nodes += [helper.make_node("Split", ["turned", size], [f"{name}0", f"{name}1"], axis=axis),
                  helper.make_node("ReduceSum", [f"{name}0"], [f"{name} sum"], keepdims=0)]
    nodes.append(helper.make_node("Sum", ["a sum", "b sum", "c sum"], ["y"]))
    graph = helper.make_graph(nodes, "doubles", [value("x", 2, 3, 3)], [value("y")], sizes)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    run = lambda: ort.InferenceSession(model.SerializeToString()).run(None, {"x": np.arange(18, dtype=np.float32).reshape(2, 3, 3)})  # noqa: E731
    before = run()
    without_doubles(model)
    assert [node.op_type for node in model.graph.node].count("Split") == 2  # that of axis 1 does something else
    np.testing.assert_array_equal(run(), before)
