"""Conversations as token ids, in ChatML as the page renders them: what is read, what is learnt, where the picture is.

    <|im_start|>user\n [image tokens] \n question <|im_end|>\n<|im_start|>assistant\n answer <|im_end|>\n …
"""

from __future__ import annotations

from dataclasses import dataclass

from transformers import PreTrainedTokenizerFast

#: Stands for one image token in `ids`.
IMAGE = -1
IGNORED = -100


@dataclass(frozen=True)
class Turn:
    question: str
    answer: str


@dataclass(frozen=True)
class Rendered:
    ids: list[int]
    labels: list[int]  # IGNORED but for answers and the <|im_end|> after each


class ChatTemplate:
    """Renders conversations with SmolLM2's tokenizer, piece by piece as the page does."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast, image_tokens: int) -> None:
        self.tokenizer, self.image_tokens = tokenizer, image_tokens
        self.start, self.end = tokenizer.convert_tokens_to_ids(["<|im_start|>", "<|im_end|>"])
        self.newline = self.plain("\n")
        self.user, self.assistant = ([self.start, *self.plain(f"{role}\n")] for role in ("user", "assistant"))

    def plain(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False)

    def question(self, text: str, pictured: bool) -> list[int]:
        """A user turn and the opening of the assistant's."""
        picture = [*[IMAGE] * self.image_tokens, *self.newline] if pictured else []
        return [*self.user, *picture, *self.plain(text.strip()), self.end, *self.newline, *self.assistant]

    def render(self, turns: list[Turn], pictured: bool = True, open_end: bool = False) -> Rendered:
        """A whole conversation. The picture comes in the first turn. open_end: without the last answer."""
        ids: list[int] = []
        labels: list[int] = []
        for i, turn in enumerate(turns):
            asked = self.question(turn.question, pictured and i == 0)
            ids += asked
            labels += [IGNORED] * len(asked)
            if open_end and i == len(turns) - 1:
                break
            answer = [*self.plain(turn.answer.strip()), self.end]
            ids += [*answer, *self.newline]
            labels += [*answer, *[IGNORED] * len(self.newline)]
        # The newline behind the last answer teaches nothing.
        return Rendered(ids, labels) if open_end else Rendered(ids[:-len(self.newline)], labels[:-len(self.newline)])
