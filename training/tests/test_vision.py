import random

import torch
from PIL import Image

from ocelli.data.views import SIZE, pixel_values, random_view, squash, views
from ocelli.model.eye import OBJECTS, SEEN, folded, load_eye
from ocelli.model.memory import cluster
from ocelli.model.vision_head import CAPTION_TOKENS


def picture() -> Image.Image:
    return Image.radial_gradient("L").resize((320, 200)).convert("RGB")


def test_views_are_real_and_repeatable():
    image = picture()
    image.putpixel((3, 3), (255, 0, 0))
    first, again = views(image, 5, seed=7), views(image, 5, seed=7)
    assert [v.tobytes() for v in first] == [v.tobytes() for v in again]
    assert len({v.tobytes() for v in first}) == 5 and all(v.size == (SIZE, SIZE) for v in first)
    assert random_view(image, random.Random(1)).tobytes() != squash(image).tobytes()


def test_pixel_values_are_normalised():
    white = pixel_values(Image.new("RGB", (SIZE, SIZE), "white"))
    assert white.shape == (3, SIZE, SIZE) and abs(float(white.max()) - 1.0) < 1e-6


@torch.no_grad()
def test_folding_norms_into_convolutions_keeps_the_eye():
    eye, pixels = load_eye(), torch.from_numpy(pixel_values(squash(picture())))[None]
    assert torch.allclose(folded(eye)(pixels), eye(pixels), atol=1e-3)


@torch.no_grad()
def test_shapes_and_norms(blip):
    embedding, visual = blip.encode_image(torch.rand(2, 81, SEEN))
    assert embedding.shape == (2, 384) and torch.allclose(embedding.norm(dim=1), torch.ones(2), atol=1e-5)
    assert visual.shape == (2, CAPTION_TOKENS + 81, 384)
    assert blip.look(embedding, torch.rand(2, OBJECTS)).shape == (2, CAPTION_TOKENS, 384)


@torch.no_grad()
def test_the_memory_projection_lies_among_its_entries(blip):
    entry = blip.visual_tokens.memory.weight[5:6]
    recalled = blip.visual_tokens.recall(entry)[0]
    assert float(recalled[0] @ entry[0]) > 0.95  # sharp projection of an entry is about that entry
    assert torch.allclose(recalled[2], entry[0])  # and it is its own nearest


def test_clusters_cover_what_they_are_made_of():
    torch.manual_seed(0)
    centres = torch.nn.functional.normalize(torch.randn(4, 384), dim=-1)
    points = torch.nn.functional.normalize(centres.repeat(50, 1) + 0.01 * torch.randn(200, 384), dim=-1)
    found = cluster(points, 12)
    assert ((points @ found.T).amax(1) > 0.9).float().mean() > 0.9
