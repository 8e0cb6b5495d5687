"""The MED's word table: MiniLM's words without those of other scripts, the decodable words first.

With the decodable words in the first rows the decoder's head is a slice of the tied table: no second
table, no index map.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from transformers import BertTokenizerFast

from .text_tower import load_tokenizer

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[ENC]", "[DEC]", "[ALT]")
#: BLIP's task tokens take unused rows of BERT's table. [DEC] asks for a caption, [ALT] for a longer description.
UNUSED = {"[ENC]": "[unused1]", "[DEC]": "[unused2]", "[ALT]": "[unused3]"}


#: Rows of the word table that ship. With 6,144 more the held-out books' recall was the same.
WORDS = 14336


class Vocabulary:
    """words: row -> word piece. order: row -> MiniLM's row. decodable: how many rows the decoder may write."""

    def __init__(self, words: list[str], decodable: int) -> None:
        source = load_tokenizer().get_vocab()
        self.words, self.decodable = words, decodable
        self.order = [source[UNUSED.get(word, word)] for word in words]
        self.id = {word: i for i, word in enumerate(words)}
        self.pad, self.cls, self.sep = self.id["[PAD]"], self.id["[CLS]"], self.id["[SEP]"]
        self.encode, self.decode, self.describe = self.id["[ENC]"], self.id["[DEC]"], self.id["[ALT]"]

    def save(self, path: Path) -> None:
        path.write_text(json.dumps({"words": self.words, "decodable": self.decodable}))

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        stored = json.loads(path.read_text())
        return cls(stored["words"], stored["decodable"])

    def tokenizer(self, folder: Path) -> BertTokenizerFast:
        """A tokenizer that writes these rows; its vocab.txt is put into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "vocab.txt").write_text("\n".join(self.words) + "\n")
        return BertTokenizerFast(vocab=str(folder / "vocab.txt"), do_lower_case=True,
                                 additional_special_tokens=["[ENC]", "[DEC]", "[ALT]"])


def plain_script(word: str) -> bool:
    """Latin script without rare single signs: what an English query can be made of."""
    bare = word.removeprefix("##")
    return bare.isascii() or all(ord(c) < 0x250 for c in bare) and len(bare) > 1


def build(texts: list[str], least: int) -> Vocabulary:
    """Decodable: pieces seen at least `least` times in `texts`, most frequent first."""
    source = load_tokenizer()
    counts: Counter[int] = Counter()
    for ids in source(texts, add_special_tokens=False)["input_ids"]:
        counts.update(ids)
    pieces = source.get_vocab()
    by_id = {i: word for word, i in pieces.items()}
    taken = set(SPECIAL) | set(UNUSED.values())
    written = [by_id[i] for i, n in counts.most_common() if n >= least and by_id[i] not in taken]
    # No `set`: the order of the rest must be the same on every run.
    chosen = set(written)
    rest = [by_id[i] for i in sorted(by_id) if by_id[i] not in taken and by_id[i] not in chosen
            and not by_id[i].startswith("[unused") and plain_script(by_id[i])]
    # BERT's table runs from frequent to rare; a rare word that is left out is written in pieces.
    letters = [word for word in rest if len(word.removeprefix("##")) == 1]
    rest = [*letters, *[word for word in rest if word not in set(letters)]][:WORDS - len(SPECIAL) - len(written)]
    return Vocabulary([*SPECIAL, *written, *rest], len(SPECIAL) + len(written))
