"""Caches the frozen eye's patch features of every photograph: views [n, v, 81, 1280] in float16.

    python -m ocelli.features            all sets
    python -m ocelli.features openstax   one set
"""

from __future__ import annotations

import os
import sys
import time

import numpy as np
import onnxruntime as ort
import torch

from .data import easy_vqa
from .data.records import SETS, Record, read
from .data.views import load, pixel_values, views
from .model.eye import PATCHES, WIDTH, load_eye
from .workspace import work

VIEWS = {"openstax": 8, "openstax2": 4, "objects": 4, "coco-dev": 2}
#: Of the large label sets every n-th photograph is enough: few labels, many alike.
STRIDE = {"food": 2, "grocery": 6, "clothing": 6, "flowers": 6}


def eye_session() -> ort.InferenceSession:
    path = work("eye.onnx")
    if not path.exists():
        torch.onnx.export(load_eye(), (torch.zeros(2, 3, 260, 260),), str(path), input_names=["x"], output_names=["y"],
                          dynamic_axes={"x": {0: "b"}, "y": {0: "b"}}, dynamo=False)
    options = ort.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("OMP_NUM_THREADS", os.cpu_count() or 1))
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def sampled(dataset: str) -> list[Record]:
    """The records whose features are cached, in the order of `features(dataset)`."""
    if dataset == easy_vqa.DATASET:
        return easy_vqa.drawings()
    return read(dataset)[::STRIDE.get(dataset, 1)]


def extract(dataset: str) -> None:
    records, count = sampled(dataset), VIEWS.get(dataset, 1)
    path = work("features", f"{dataset}.npy")
    if path.exists():
        return
    session, started = eye_session(), time.time()
    partial = path.with_suffix(".partial.npy")
    out = np.lib.format.open_memmap(partial, "w+", np.float16, (len(records), count, PATCHES, WIDTH))
    for i, record in enumerate(records):
        batch = np.stack([pixel_values(view) for view in views(load(record.path), count, seed=i)])
        out[i] = session.run(None, {"x": batch})[0].astype(np.float16)
        if i % 500 == 499:
            print(f"{dataset} {i + 1}/{len(records)} {(i + 1) * count / (time.time() - started):.0f} views/s", flush=True)
    out.flush()
    partial.rename(path)


def features(dataset: str) -> np.ndarray:
    """Memory-mapped [n, views, 81, 1280] float16, in the order of `sampled(dataset)`."""
    return np.load(work("features", f"{dataset}.npy"), mmap_mode="r")


if __name__ == "__main__":
    for name in sys.argv[1:] or ("coco-dev", *SETS, easy_vqa.DATASET):
        extract(name)
