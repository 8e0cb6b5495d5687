import numpy as np
import torch
from small_voice import SHAPE, small_weights

from ocelli.export.voice import write_voice
from ocelli.export.voice_reading import read_tensors
from ocelli.model.voice import folded, from_weights, tunable, tuned
from ocelli.restore_llava import gains


def test_what_a_voice_was_tuned_by_is_read_back_from_what_ships(tmp_path):
    published = small_weights()
    voice = tunable(from_weights(published, SHAPE))
    generator = torch.Generator().manual_seed(5)
    with torch.no_grad():
        for parameter in voice.parameters():
            if parameter.requires_grad:
                parameter.mul_(1 + 0.2 * torch.randn(parameter.shape, generator=generator))
    changes = tuned(voice)
    write_voice(tmp_path, folded(published, changes), SHAPE)
    read = gains(published, read_tensors(tmp_path), SHAPE["layers"])
    assert read.keys() == changes.keys()
    for name, tensor in changes.items():
        np.testing.assert_allclose(read[name], tensor, rtol=2e-3, err_msg=name)  # scales ship as float16
