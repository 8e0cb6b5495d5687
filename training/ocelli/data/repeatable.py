"""Which words a caption may say more than once: those that people repeat. A street sign is next to no street sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

#: A word is repeated in at least this share of the sentences that have it, and in a few at all.
SHARE, LEAST = 0.05, 3


def repeatable(sentences: Iterable[list[int]], words: list[str]) -> list[int]:
    """Word ids of sentences, and the word table -> ids, in order. Pieces within words may always come again."""
    said, again = Counter(), Counter()
    for ids in sentences:
        for word, times in Counter(ids).items():
            said[word] += 1
            again[word] += times > 1
    return [i for i, word in enumerate(words) if word.startswith("##") or again[i] >= max(LEAST, SHARE * said[i])]
