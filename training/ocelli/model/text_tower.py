"""The text tower: all-MiniLM-L6-v2 as its package carries it. Start of the MED, and teacher of its space."""

from __future__ import annotations

import zipfile
from pathlib import Path

import all_minilm_l6_v2
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import BertModel, BertTokenizerFast

from ..workspace import work


def model_folder() -> Path:
    """Unpacks the package's model once."""
    folder = work("minilm")
    if not (folder / "done").exists():
        with zipfile.ZipFile(Path(all_minilm_l6_v2.__file__).parent / "model.zip") as archive:
            archive.extractall(folder)
        (folder / "done").touch()
    return folder


def load_bert() -> BertModel:
    return BertModel.from_pretrained(model_folder(), add_pooling_layer=False, attn_implementation="eager")


def load_tokenizer() -> BertTokenizerFast:
    return BertTokenizerFast.from_pretrained(model_folder())


def mean_pool(hidden: Tensor, mask: Tensor) -> Tensor:
    """[b, t, d], [b, t] -> L2-normalised mean over the real tokens [b, d]."""
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return F.normalize((hidden * weights).sum(1) / weights.sum(1), dim=-1)


class Teacher(nn.Module):
    """Untouched MiniLM: sentences -> [n, 384], L2-normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.bert, self.tokenizer = load_bert().eval().requires_grad_(False), load_tokenizer()

    @torch.no_grad()
    def forward(self, sentences: list[str], batch: int = 256, max_tokens: int = 64) -> Tensor:
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        out = torch.zeros(len(sentences), self.bert.config.hidden_size)
        for start in range(0, len(order), batch):
            chunk = order[start:start + batch]
            enc = self.tokenizer([sentences[i] for i in chunk], padding=True, truncation=True,
                                 max_length=max_tokens, return_tensors="pt")
            hidden = self.bert(input_ids=enc["input_ids"], attention_mask=enc["attention_mask"]).last_hidden_state
            out[chunk] = mean_pool(hidden, enc["attention_mask"])
        return out
