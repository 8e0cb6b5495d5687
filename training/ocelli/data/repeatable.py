"""Which words a caption may say more than once: those that people repeat. A street sign is next to no street sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

#: A word is repeated in at least this share of the sentences that have it, and in a few at all.
SHARE, LEAST = 0.05, 3
#: What a piece begins with: in the MED's table within a word, in the voice's where a word opens.
WITHIN, OPENS = "##", "Ġ"


def repeated(sentences: Iterable[list[int]]) -> set[int]:
    """Ids of sentences -> those that people repeat."""
    said, again = Counter(), Counter()
    for ids in sentences:
        for word, times in Counter(ids).items():
            said[word] += 1
            again[word] += times > 1
    return {word for word in again if again[word] >= max(LEAST, SHARE * said[word])}


def repeatable(sentences: Iterable[list[int]], words: list[str]) -> list[int]:
    """Word ids of sentences, and the word table -> ids, in order. Pieces within words may always come again."""
    often = repeated(sentences)
    return [i for i, word in enumerate(words) if word.startswith(WITHIN) or i in often]


def repeatable_openings(sentences: Iterable[list[int]], pieces: list[str]) -> list[int]:
    """The same of the voice's pieces, those alone that open a word: the others, which may always come again, are some 13,000."""
    often = repeated(sentences)
    return [i for i, piece in enumerate(pieces) if piece.startswith(OPENS) and i in often]


def with_pieces_within(openings: Iterable[int], pieces: list[str]) -> frozenset[int]:
    """All that may come again where `openings` are those of the pieces that open a word."""
    return frozenset(openings) | {i for i, piece in enumerate(pieces) if not piece.startswith(OPENS)}
