"""The choice of the next token as a part of the decoder's graph, so that the device feeds itself.

Greedy and sampled alike: the likeliest SLICE tokens in order, cut by top-k, top-p and min-p, plus Gumbel noise,
and the largest wins. With top-k 1 that is the argmax. What exceeds SLICE is never chosen.
"""

from __future__ import annotations

import numpy as np
from onnx import TensorProto

from .decoder_graph import Graph

FLOAT, INT32 = TensorProto.FLOAT, TensorProto.INT32
SLICE = 64
#: WebGPU's TopK sorts a row of at most this many in one go.
ROW = 2048
NEVER = np.float32(-1e30)


def add_sampler(graph: Graph, logits: str, vocab: int) -> None:
    """Inputs: `seen` [vocab] (1 for ids in the history), `noise` [SLICE] (Gumbel, or zeros), `sampling` [5] (repetition
    penalty, 1 / temperature, top-k, top-p, min-p). Outputs: `next_id` int32 [1, 1], `seen_next` (with next_id)."""
    seen = graph.input("seen", FLOAT, [vocab])
    noise = graph.input("noise", FLOAT, [SLICE])
    settings = [f"sampling.{name}" for name in ("penalty", "coldness", "top_k", "top_p", "min_p")]
    graph.node("Split", [graph.input("sampling", FLOAT, [len(settings)])], settings, axis=0, num_outputs=len(settings))
    penalty, coldness, top_k, top_p, min_p = settings
    values, ids = likeliest(graph, penalised(graph, logits, seen, penalty), vocab)  # [SLICE], descending
    never = graph.constant("never", np.array([NEVER]))
    ranks = graph.constant("ranks", np.arange(SLICE, dtype=np.float32))
    cold = graph.node("Mul", [values, coldness], "slice.cold")
    cold = graph.node("Where", [graph.node("Less", [ranks, top_k], "slice.in_k"), cold, never], "slice.top_k")
    shares = graph.node("Softmax", [cold], "slice.shares", axis=0)
    before = graph.node("CumSum", [shares, graph.constant("axis0", np.array(0, np.int64))], "slice.before", exclusive=1)
    largest = graph.node("Slice", [shares, graph.integers(0), graph.integers(1)], "slice.largest")
    least = graph.node("Mul", [largest, min_p], "slice.least")
    cold = graph.node("Where", [graph.node("Less", [before, top_p], "slice.in_p"), cold, never], "slice.top_p")
    cold = graph.node("Where", [graph.node("Less", [shares, least], "slice.under"), never, cold], "slice.min_p")
    scores = graph.node("Add", [cold, noise], "slice.scores")
    best = graph.node("ArgMax", [scores], "slice.best", axis=0, keepdims=1)
    # No Reshape may end in an output: it would be a copy, which a captured graph does not repeat.
    best = graph.node("Unsqueeze", [best, graph.integers(0)], "slice.best_row")
    number = graph.node("Gather", [ids, best], "slice.number")
    chosen = graph.node("Cast", [number], graph.output("next_id", INT32, [1, 1]), to=INT32)
    index = graph.node("Reshape", [chosen, graph.integers(1)], "slice.index")
    one = graph.constant("one", np.array([1], np.float32))
    graph.node("ScatterElements", [seen, index, one], graph.output("seen_next", FLOAT, [vocab]), axis=0)


def penalised(graph: Graph, logits: str, seen: str, penalty: str) -> str:
    """As transformers' RepetitionPenaltyLogitsProcessor: positive logits of seen ids divided, negative multiplied."""
    one = graph.constant("one", np.array([1], np.float32))
    extra = graph.node("Mul", [seen, graph.node("Sub", [penalty, one], "penalty.extra")], "penalty.extras")
    factor = graph.node("Add", [extra, one], "penalty.factors")
    positive = graph.node("Greater", [logits, graph.constant("zero", np.array([0], np.float32))], "logits.positive")
    divided = graph.node("Div", [logits, factor], "logits.divided")
    multiplied = graph.node("Mul", [logits, factor], "logits.multiplied")
    return graph.node("Where", [positive, divided, multiplied], "logits.penalised")


def likeliest(graph: Graph, logits: str, vocab: int) -> tuple[str, str]:
    """Values and ids of the SLICE largest, in order: the largest of each row first, then of those. Ids are
    float32, exact below 2^24, since WebGPU's GatherElements takes no integers."""
    padded = -(-vocab // ROW) * ROW
    if padded != vocab:
        rest = graph.constant("logits.rest", np.full([1, padded - vocab], NEVER))
        logits = graph.node("Concat", [logits, rest], "logits.padded", axis=1)
    rows = graph.node("Reshape", [logits, graph.integers(padded // ROW, ROW)], "logits.rows")
    first = [graph.node("TopK", [rows, graph.integers(SLICE)], ["rows.values", "rows.places"], axis=1), "rows.places"]
    table = graph.constant("rows.ids", np.arange(padded, dtype=np.float32).reshape(-1, ROW))
    ids = graph.node("GatherElements", [table, first[1]], "rows.chosen", axis=1)
    flat = [graph.node("Reshape", [x, graph.integers(-1)], f"{x}.flat") for x in (first[0], ids)]
    graph.node("TopK", [flat[0], graph.integers(SLICE)], ["slice.values", "slice.places"], axis=0)
    return "slice.values", graph.node("Gather", [flat[1], "slice.places"], "slice.ids")
