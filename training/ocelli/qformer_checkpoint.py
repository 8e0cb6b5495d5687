"""Checkpoints of BLIP-2: stage 1 (Q-Former and its words) and stage 2 (Q-Former and projection), without the voice."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from transformers import LlamaForCausalLM

from .checkpoint import load_blip
from .data.coco import coco_captions
from .data.visual_words import content_words
from .llava_checkpoint import stored_bridge
from .model.blip2 import Blip2
from .model.memory import VisualTokens
from .model.named_words import NamedWords, named_as
from .model.qformer import QFormer, start_from_med
from .model.sight import Sight, sight_of
from .model.things import Things
from .model.text_tower import Teacher
from .model.vision_head import ImageEmbedding
from .model.vocabulary import Vocabulary
from .model.word_naming import WordNaming


class Stage1(nn.Module):
    def __init__(self, sight: Sight, qformer: QFormer, naming: WordNaming) -> None:
        super().__init__()
        self.sight, self.qformer, self.naming = sight, qformer, naming


def new_stage1(blip_checkpoint: Path, llava_checkpoint: Path, stage2: Path | None = None) -> tuple[Stage1, list[str], Vocabulary]:
    """As training starts it: the MED's weights, and the visual words of LLaVA's bridge; the queries and their projection those
    of a stage 2 if given."""
    torch.manual_seed(0)
    blip, vocabulary = load_blip(blip_checkpoint)
    qformer = QFormer(len(vocabulary.words), vocabulary.decodable)
    start_from_med(qformer, blip.med)
    llava, teacher = torch.load(llava_checkpoint, weights_only=False), Teacher()
    words, row = llava["words"], {word: i for i, word in enumerate(llava["words"])}
    sight = sight_of(blip, named_as(stored_bridge(llava), words, teacher, blip.visual_tokens))
    sentences, _ = coco_captions(teacher)
    shares = torch.zeros(len(words))
    for sentence in sentences:
        shares[[row[w] for w in content_words(sentence) if w in row]] += 1 / len(sentences)
    naming = WordNaming(llava["bridge"]["word_table"], shares)
    if stage2:
        state = torch.load(stage2, weights_only=False)["model"]
        for part, prefix in ((qformer, "qformer."), (naming.projection, "projection."), (sight.words, "sight.words.")):
            part.load_state_dict({n.removeprefix(prefix): t for n, t in state.items() if n.startswith(prefix)})
    return Stage1(sight, qformer, naming), words, vocabulary


def save_stage1(path: Path, model: Stage1, words: list[str], vocabulary: Vocabulary, **state) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    torch.save({"model": model.state_dict(), "visual_words": words, "words": vocabulary.words,
                "decodable": vocabulary.decodable, **state}, partial)
    partial.rename(path)


def load_stage1(path: Path) -> tuple[Stage1, list[str], Vocabulary]:
    stored = torch.load(path, weights_only=False)
    state = stored["model"]
    naming = WordNaming(state["naming.word_table"], torch.zeros(len(state["naming.bias"])))
    model = Stage1(empty_sight(state), QFormer(len(stored["words"]), stored["decodable"]), naming)
    model.load_state_dict(state)
    return model.eval(), stored["visual_words"], Vocabulary(stored["words"], stored["decodable"])


def empty_sight(state: dict) -> Sight:
    """A Sight of the sizes that a checkpoint's tensors have. Raises ValueError where queries had no words to read yet."""
    if "sight.words.table" not in state:
        raise ValueError("the checkpoint has no words for its queries: start from the shipped pack (ocelli.restore_blip2) or train stage 1 again")
    words, said, seen = (state[f"sight.words.{name}"].shape[0] for name in ("table", "said.0.bias", "seen.0.bias"))
    return Sight(ImageEmbedding(state["sight.image_embedding.inner.weight"].shape[0]),
                 VisualTokens(state["sight.visual_tokens.memory.weight"]), Things(), NamedWords(words, said, seen))


def new_blip2(stage1: Stage1, voice: LlamaForCausalLM) -> Blip2:
    """As stage 2 starts it: the projection is the layer that named words, its size that of the voice's words."""
    blip2 = Blip2(stage1.sight, stage1.qformer, voice)
    blip2.projection.load_state_dict(stage1.naming.projection.state_dict())
    return blip2


def save_blip2(path: Path, blip2: Blip2, vocabulary: Vocabulary, **state) -> None:
    """Without the voice, which is LLaVA's."""
    trained = {name: tensor for name, tensor in blip2.state_dict().items() if not name.startswith("voice.")}
    partial = path.with_suffix(".partial")
    torch.save({"model": trained, "words": vocabulary.words, "decodable": vocabulary.decodable, **state}, partial)
    partial.rename(path)


def load_blip2(path: Path, voice: LlamaForCausalLM) -> tuple[Blip2, Vocabulary]:
    stored = torch.load(path, weights_only=False)
    blip2 = Blip2(empty_sight(stored["model"]), QFormer(len(stored["words"]), stored["decodable"]), voice)
    missing, unexpected = blip2.load_state_dict(stored["model"], strict=False)
    wrong = [*unexpected, *(name for name in missing if not name.startswith("voice."))]
    if wrong:
        raise ValueError(f"{path} is no checkpoint of stage 2: {', '.join(wrong[:4])}. Train it again.")
    return blip2.eval(), Vocabulary(stored["words"], stored["decodable"])
