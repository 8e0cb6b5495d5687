import numpy as np
import pytest
import torch
from small_voice import SHAPE, small_weights

from ocelli.export.voice import write_voice
from ocelli.export.voice_reading import read_tensors
from ocelli.model.voice import from_weights, tunable, tuned, tuned_weights
from ocelli.restore_llava import read_tuned


def voice(seed: int = 0):
    weights = small_weights(seed)
    return tunable(from_weights(weights, SHAPE), weights), weights


def test_what_a_voice_was_tuned_by_is_read_back_from_what_ships(tmp_path):
    changed, published = voice()
    generator = torch.Generator().manual_seed(5)
    with torch.no_grad():
        for parameter in changed.parameters():
            if parameter.requires_grad:
                parameter.add_(0.2 * torch.randn(parameter.shape, generator=generator))
    write_voice(tmp_path, tuned_weights(published, changed), SHAPE)
    read, _ = voice()
    read_tuned(read, read_tensors(tmp_path))
    for (name, tensor), (_, again) in zip(tuned(changed).items(), tuned(read).items(), strict=True):
        np.testing.assert_allclose(again, tensor, atol=1e-2, err_msg=name)  # scales ship as float16


def test_a_voice_of_other_codes_is_refused(tmp_path):
    write_voice(tmp_path, small_weights(1), SHAPE)
    with pytest.raises(ValueError, match="other codes"):
        read_tuned(voice()[0], read_tensors(tmp_path))
