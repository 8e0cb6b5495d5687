"""Caches what the frozen eye sees of every photograph: features and likelihoods of things of 81 patches, in float16.

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
from torch import Tensor, nn

from .data import easy_vqa
from .data.records import SETS, Record, read
from .data.views import SIZE, load, pixel_values, views
from .model.eye import OBJECTS, PATCHES, SEEN, WIDTH, load_eye
from .workspace import work

VIEWS = {"openstax": 8, "openstax2": 4, "objects": 4, "coco-dev": 2}
#: Of the large label sets every n-th photograph is enough: few labels, many alike.
STRIDE = {"food": 2, "grocery": 6, "clothing": 6, "flowers": 6}


class Features(nn.Module):
    """The eye's first part alone."""

    def __init__(self) -> None:
        super().__init__()
        self.eye = load_eye()

    def forward(self, pixel_values: Tensor) -> Tensor:
        return self.eye.features(pixel_values)


#: The two networks' outputs lie in a folder each: what makes it, and numbers of a patch.
PARTS = {"features": (Features, WIDTH), "objects": (lambda: load_eye().detector, OBJECTS)}


def session(part: str) -> ort.InferenceSession:
    path = work(f"{part}.onnx")
    if not path.exists():
        torch.onnx.export(PARTS[part][0](), (torch.zeros(2, 3, SIZE, SIZE),), str(path), input_names=["x"], output_names=["y"],
                          dynamic_axes={"x": {0: "b"}, "y": {0: "b"}}, dynamo=False)
    options = ort.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("OMP_NUM_THREADS", os.cpu_count() or 1))
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def sampled(dataset: str) -> list[Record]:
    """The records whose features are cached, in the order of `features(dataset)`."""
    if dataset == easy_vqa.DATASET:
        return easy_vqa.drawings()
    return read(dataset)[::STRIDE.get(dataset, 1)]


def extract(dataset: str, part: str) -> None:
    records, count, width = sampled(dataset), VIEWS.get(dataset, 1), PARTS[part][1]
    path = work(part, f"{dataset}.npy")
    if path.exists():
        return
    network, started = session(part), time.time()
    partial = path.with_suffix(".partial.npy")
    out = np.lib.format.open_memmap(partial, "w+", np.float16, (len(records), count, PATCHES, width))
    for i, record in enumerate(records):
        batch = np.stack([pixel_values(view) for view in views(load(record.path), count, seed=i)])
        out[i] = network.run(None, {"x": batch})[0].astype(np.float16)
        if i % 500 == 499:
            print(f"{part} of {dataset} {i + 1}/{len(records)} {(i + 1) * count / (time.time() - started):.0f} views/s", flush=True)
    out.flush()
    partial.rename(path)


class Seen:
    """What the eye saw of a set, from disk as it is asked for: indexed as an array [n, views, 81, 1360] in float16."""

    def __init__(self, dataset: str) -> None:
        self.parts = [np.load(work(part, f"{dataset}.npy"), mmap_mode="r") for part in PARTS]
        self.shape = (*self.parts[0].shape[:-1], SEEN)

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, index) -> np.ndarray:
        return np.concatenate([part[index] for part in self.parts], -1)


def features(dataset: str) -> Seen:
    """In the order of `sampled(dataset)`."""
    return Seen(dataset)


if __name__ == "__main__":
    for name in sys.argv[1:] or ("coco-dev", *SETS, easy_vqa.DATASET):
        for each in PARTS:
            extract(name, each)
