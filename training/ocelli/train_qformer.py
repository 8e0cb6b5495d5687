"""Trains BLIP-2's Q-Former by the clock: representation learning (stage 1), mostly on sentences as their own evidence.

    python -m ocelli.train_qformer --minutes 20 --blip .work/med/last.pt --llava .work/llava/last.pt [--from .work/qformer/stage2.pt] [--resume] [--name qformer]

Needs `ocelli.features`, `ocelli.train_itc` and checkpoints of the MED and of LLaVA (its visual words). With --from the queries
and their projection are those of a stage 2. Writes .work/<name>/stage1.pt.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .clocked import train_by_the_clock
from .data.coco import coco_captions
from .data.pairs import Pair, pair_embeddings, pairs
from .data.pictures import Picture
from .data.text_batches import CaptionBatches, noisy, siblings
from .earlier_images import EarlierImages
from .features import features
from .imagined import Imagined
from .model.eye import things_in
from .model.text_tower import Teacher
from .model.vocabulary import Vocabulary
from .qformer_checkpoint import Stage1, load_stage1, new_stage1, save_stage1
from .qformer_losses import PairBatch, stage1_losses
from .train_med import MAX_WORDS, PHOTO_NOISE, padded
from .train_words import WordTargets, word_loss
from .workspace import work

BATCH, BANK, EARLIER = 32, 1024, 512
#: A step of photographs every third step, ITM on these many pairs every second.
PHOTOS_EVERY, ITM_EVERY, ITM_PAIRS = 3, 2, 16
WEIGHTS = {"itc": 1.0, "itg": 0.3, "itm": 0.5, "anchor": 5.0, "words": 0.1}
RATE_NEW, RATE_OLD = 1e-3, 1.5e-4
NEW = ("queries", "query_head", "query_forward", "cross_attention", "projection", "temperature", "scale", "bias")


class Stage1Batches:
    def __init__(self, model: Stage1, words: list[str], vocabulary: Vocabulary) -> None:
        self.model, self.vocabulary, self.targets = model, vocabulary, WordTargets(words, [])
        self.tokenizer = vocabulary.tokenizer(work("tokenizer"))
        teacher = Teacher()
        self.sentences, self.embeddings = coco_captions(teacher)
        self.imagined = Imagined(self.sentences)
        self.residuals = torch.load(work("residuals.pt"))
        self.batches = CaptionBatches(self.embeddings, siblings(self.embeddings), self.residuals,
                                      [len(s.split()) for s in self.sentences], BATCH)
        everything = pairs("train")
        texts = pair_embeddings(everything, teacher)
        self.photographs = [(p, texts[i]) for i, p in enumerate(everything) if p.described]
        self.earlier = {kind: EarlierImages(EARLIER) for kind in ("sentences", "photographs")}

    def tokens(self, sentences: list[str]) -> tuple[Tensor, Tensor]:
        v = self.vocabulary
        plain = [s.strip().rstrip(".").strip() for s in sentences]
        rows = self.tokenizer(plain, add_special_tokens=False)["input_ids"]
        return padded([[v.cls, *r[:MAX_WORDS], v.sep] for r in rows], v.pad)

    def of_sentences(self) -> tuple[PairBatch, list[str]]:
        chosen, embedding = self.batches.next()
        sentences = [self.sentences[i] for i in chosen]
        bank = self.embeddings[torch.randint(0, len(self.embeddings), (BANK,))]
        images, objects = self.imagined.seen(embedding, chosen, self.model.sight.image_embedding.scene)
        return PairBatch(self.model.sight.look(images, objects), images, *self.tokens(sentences), self.embeddings[chosen], bank), sentences

    @torch.no_grad()
    def of_photographs(self) -> tuple[PairBatch, list[str]]:
        """Described photographs; their image embeddings are as far off as those of new ones."""
        chosen = random.sample(self.photographs, BATCH)
        sentences = [p.sentences[0] for p, _ in chosen]
        patches = torch.stack([patches_of(p) for p, _ in chosen])
        embedding = noisy(self.model.sight.image_embedding(patches), self.residuals, PHOTO_NOISE)
        bank = torch.stack([t for _, t in random.sample(self.photographs, BANK)])
        seen = self.model.sight.look(embedding, things_in(patches), patches)
        return PairBatch(seen, embedding, *self.tokens(sentences), torch.stack([t for _, t in chosen]), bank), sentences

    def losses(self, step: int) -> dict[str, Tensor]:
        photographs = step % PHOTOS_EVERY == PHOTOS_EVERY - 1
        batch, sentences = self.of_photographs() if photographs else self.of_sentences()
        v, itm = self.vocabulary, ITM_PAIRS if step % ITM_EVERY == 0 else 0
        # A photograph's description is no caption: it has the other task token.
        parts, queries = stage1_losses(self.model.qformer, batch, v.describe if photographs else v.decode, v.encode, itm,
                                       self.earlier["photographs" if photographs else "sentences"])
        parts["words"] = word_loss(self.model.naming(queries), self.targets.hot(sentences))
        kind = "photo_" if photographs else ""
        return {f"{kind}{name}": WEIGHTS[name] * loss for name, loss in parts.items()}


def patches_of(pair: Pair | Picture) -> Tensor:
    """Patches [81, 1360] of a random view."""
    cached = features(pair.record.dataset)
    return torch.from_numpy(np.asarray(cached[pair.row, random.randrange(cached.shape[1])], np.float32))


def groups(model: torch.nn.Module, new: tuple[str, ...], rate_new: float, rate_old: float) -> list[dict]:
    """New weights learn fast, copied ones slowly."""
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    fast = [p for n, p in named if any(part in n for part in new)]
    slow = [p for n, p in named if not any(part in n for part in new)]
    return [{"params": fast, "base": rate_new}, {"params": slow, "base": rate_old}]


def train(minutes: float, blip: Path, llava: Path, start: Path | None, resume: bool, name: str) -> None:
    path = work(name, "stage1.pt")
    stored = torch.load(path, weights_only=False) if resume and path.exists() else None
    model, words, vocabulary = load_stage1(path) if stored else new_stage1(blip, llava, start)
    random.seed(stored["step"] if stored else 0)
    torch.manual_seed(stored["step"] if stored else 0)
    batches = Stage1Batches(model, words, vocabulary)
    model.train()
    optimizer = torch.optim.AdamW(groups(model, NEW, RATE_NEW, RATE_OLD), RATE_OLD, betas=(0.9, 0.98), weight_decay=0.01)
    train_by_the_clock(optimizer, minutes, batches.losses,
                       lambda **state: save_stage1(path, model, words, vocabulary, **state), stored, "stage 1")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--blip", type=Path, default=work("med", "last.pt"))
    parser.add_argument("--llava", type=Path, default=work("llava", "last.pt"))
    parser.add_argument("--from", dest="start", type=Path, help="a checkpoint of stage 2")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--name", default="qformer")
    arguments = parser.parse_args()
    train(arguments.minutes, arguments.blip, arguments.llava, arguments.start, arguments.resume, arguments.name)
