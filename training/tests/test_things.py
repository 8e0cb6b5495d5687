"""What a detector's likelihoods become: a part of the image embedding, and tokens of their own."""

import torch
import torch.nn.functional as F

from ocelli import checkpoint
from ocelli.model.detector import OBJECTS
from ocelli.model.eye import SEEN, WIDTH, things_in
from ocelli.model.scene import Scene
from ocelli.model.things import Things
from ocelli.model.vision_head import MEMORY_TOKENS, THINGS
from ocelli.train_scene import put_into


def seen(**likelihoods):
    objects = torch.zeros(1, OBJECTS)
    for kind, likelihood in likelihoods.items():
        objects[0, int(kind[1:])] = likelihood
    return objects


@torch.no_grad()
def test_the_likeliest_things_are_tokens_in_their_order(blip):
    things = Things()
    things.names.normal_()
    both = things(seen(k7=0.9, k30=0.6), blip.visual_tokens)
    assert both.shape == (1, THINGS, 384)
    torch.testing.assert_close(things(seen(k7=0.9), blip.visual_tokens)[:, 0], both[:, 0])
    assert not torch.allclose(things(seen(k30=0.9), blip.visual_tokens)[:, 0], both[:, 0], atol=1e-2)
    nothing = things(seen(), blip.visual_tokens)
    torch.testing.assert_close(both[:, 2:], nothing[:, 2:])  # what is not there has no name


@torch.no_grad()
def test_things_stand_between_the_memory_and_the_patches(blip):
    patches = torch.rand(1, 81, SEEN, generator=torch.Generator().manual_seed(2))
    embedding, visual = blip.encode_image(patches)
    torch.testing.assert_close(visual[:, MEMORY_TOKENS:MEMORY_TOKENS + THINGS], blip.things(things_in(patches), blip.visual_tokens))
    torch.testing.assert_close(visual[:, :MEMORY_TOKENS + THINGS], blip.look(embedding, things_in(patches)))


@torch.no_grad()
def test_the_scene_moves_the_embedding_as_far_as_it_says_something(blip):
    patches = torch.rand(1, 81, SEEN, generator=torch.Generator().manual_seed(2))
    patches[..., WIDTH:] = 0
    head = blip.image_embedding
    torch.testing.assert_close(head(patches), F.normalize(head.described(*head.evidence(patches)[:2]) + head.scene.output.bias, dim=-1))
    patches[:, 40, WIDTH + 5] = 1.0
    moved = head(patches)
    assert not torch.allclose(moved, head(patches.roll(1, -1)), atol=1e-3)


def test_a_checkpoint_from_before_gets_scene_and_things(blip, vocabulary, tmp_path):
    path = tmp_path / "last.pt"
    checkpoint.save(path, blip, vocabulary, step=7)
    stored = torch.load(path, weights_only=False)
    stored["model"] = {name: t for name, t in stored["model"].items() if "scene" not in name and "things" not in name}
    torch.save(stored, path)
    scene = Scene()
    put_into(path, scene)
    again, words = checkpoint.load_blip(path)
    torch.testing.assert_close(again.image_embedding.scene.words.weight, scene.words.weight)
    torch.testing.assert_close(again.things.names.norm(dim=1), torch.ones(OBJECTS))
    torch.testing.assert_close(again.med.embeddings.word.weight, blip.med.embeddings.word.weight[:len(words.words)])
