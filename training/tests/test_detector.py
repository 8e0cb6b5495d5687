"""The second eye: its graph as folded convolutions, what it finds in photographs, and which things a sentence names."""

import pytest
import torch
import torch.nn.functional as F

from ocelli.data.things import named
from ocelli.data.views import MEAN, SCALE, load, pixel_values, squash
from ocelli.model.detector import KINDS, NUMBERS, OBJECTS, Detector, folded_convolutions, likeliest, same_padding
from ocelli.workspace import PROJECT


def node(name, op, inputs=(), **attributes):
    return {"name": name, "op": op, "input": list(inputs), "attr": attributes}


def strides(n):
    return {"list": {"i": [1, n, n, 1]}}


def test_norms_and_biases_are_folded_into_the_convolutions_before_them():
    torch.manual_seed(0)
    weights = {"w": torch.randn(1, 1, 3, 4), "d": torch.randn(3, 3, 4, 1), "p": torch.randn(1, 1, 4, 4), "factor": torch.rand(4),
               "shift": torch.randn(4), "gamma": torch.rand(4), "beta": torch.randn(4), "mean": torch.randn(4), "variance": torch.rand(4)}
    nodes = [node("in", "Placeholder"), *(node(name, "Const") for name in weights),
             node("a", "Conv2D", ["in", "w"], strides=strides(1)), node("b", "Mul", ["a", "factor"]), node("c", "Add", ["b", "shift"]),
             node("e", "Relu6", ["c"]), node("f", "DepthwiseConv2dNative", ["e", "d"], strides=strides(2)),
             node("g", "FusedBatchNorm", ["f", "gamma", "beta", "mean", "variance"], epsilon={"f": 1e-3}),
             node("h", "Conv2D", ["g", "p"], strides=strides(1)), node("i", "BiasAdd", ["h", "shift"]), node("j", "AddN", ["g", "i"])]
    steps, (last,) = folded_convolutions(nodes, weights, "in", ["j"])
    x = torch.randn(2, 3, 8, 8)
    made = []
    for step in steps:
        source = x if step.source < 0 else made[step.source]
        out = F.conv2d(same_padding(source, step.weight.shape[-1], step.stride), step.weight, step.bias, step.stride, groups=step.groups)
        out = out if step.added is None else out + made[step.added]
        made.append(F.relu6(out) if step.clipped else out)

    def each(values):
        return values.view(1, -1, 1, 1)

    plain = F.relu6(F.conv2d(x, weights["w"].permute(3, 2, 0, 1)) * each(weights["factor"]) + each(weights["shift"]))
    plain = F.conv2d(F.pad(plain, (0, 1, 0, 1)), weights["d"].permute(2, 3, 0, 1), stride=2, groups=4)
    plain = F.batch_norm(plain, weights["mean"], weights["variance"], weights["gamma"], weights["beta"], eps=1e-3)
    plain = plain + F.conv2d(plain, weights["p"].permute(3, 2, 0, 1)) + each(weights["shift"])
    torch.testing.assert_close(made[last], plain, atol=1e-5, rtol=1e-4)


def test_an_operator_that_is_no_part_of_a_convolution_is_refused():
    nodes = [node("in", "Placeholder"), node("w", "Const"), node("a", "Conv2D", ["in", "w"], strides=strides(1)), node("b", "Exp", ["a"])]
    with pytest.raises(ValueError, match="Exp"):
        folded_convolutions(nodes, {"w": torch.randn(1, 1, 3, 4)}, "in", ["b"])


def test_each_place_gets_its_best_of_all_maps():
    maps = [torch.full((1, OBJECTS, side, side), -9.0) for side in (17, 9, 5, 3)]
    maps[0][0, 3, 16, 0] = maps[1][0, 4, 2, 5] = maps[3][0, 5, 1, 1] = 2.0
    found = likeliest(maps)[0].unflatten(0, (9, 9)) > 0.5
    assert found[8, 0, 3] and found[..., 3].sum() == 1
    assert found[2, 5, 4] and found[..., 4].sum() == 1
    assert found[3:6, 3:6, 5].all() and found[..., 5].sum() == 9


@torch.no_grad()
@pytest.mark.parametrize(("photograph", "thing"), [("coffee.jpg", "cup"), ("astronaut.jpg", "person"), ("photographer.jpg", "person"), ("cat.png", "cat")])
def test_it_finds_what_the_samples_show(photograph, thing):
    pixels = torch.from_numpy(pixel_values(squash(load(PROJECT / "public" / "samples" / photograph))))[None]
    seen = Detector(MEAN, SCALE)(pixels)[0]
    assert seen.shape == (81, 80) and 0 <= seen.min() and seen.max() <= 1
    assert KINDS[seen.amax(0).argmax()] == thing


def test_the_kinds_are_cocos():
    assert len(KINDS) == len(NUMBERS) == 80 and dict(zip(NUMBERS, KINDS))[1] == "person" and dict(zip(NUMBERS, KINDS))[90] == "toothbrush"


def names(sentence):
    return {kind for kind, is_named in zip(KINDS, named(sentence)) if is_named}


def test_a_sentence_names_its_things():
    assert names("Two men in suits and ties ride bikes past a stop sign") == {"person", "tie", "bicycle", "stop sign"}
    assert names("a hot dog and a teddy bear") == {"hot dog", "teddy bear"}
    assert names("A dog watches a hot dog") == {"dog", "hot dog"}
    assert names("glasses of wine on a hill") == set() and "wine glass" in names("a glass of wine")
    assert names("a caravan of scarves") == set()
