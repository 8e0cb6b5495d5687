"""Cleans human descriptions: what the picture shows stays, talk about the picture goes."""

from __future__ import annotations

import re

_MEDIUM = r"(?:color |colou?red |black[- ]and[- ]white |close-?up |aerial |satellite |old |modern |historical )*" \
          r"(?:photo(?:graph)?s?|pictures?|images?|figures?|screenshots?|portraits?|close-?ups?)"
_LEADS = [re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"^(?:this|the|a|an|two|three|these)\s+{_MEDIUM}(?:\s+\([a-z]\))?\s+(?:is|are)\s+(?:shown\s+)?(?:of|a photo(?:graph)? of|a picture of|an image of)\s+",
    rf"^(?:this|the|a|an|two|three|these)\s+{_MEDIUM}(?:\s+\([a-z]\))?\s+(?:shows?|depicts?|features?|displays?|showing|depicting|illustrates?)\s+(?:that\s+)?",
    rf"^(?:this|it)\s+is\s+(?:a|an)\s+{_MEDIUM}\s+(?:of|showing)\s+",
    rf"^(?:(?:this|the|a|an|two|three|these)\s+)?{_MEDIUM}\s+(?:of|showing)\s+",
    rf"^in\s+(?:this|the)\s+{_MEDIUM},?\s+",
)]
_TAILS = [re.compile(pattern, re.IGNORECASE) for pattern in (
    r"\s+(?:is|are)\s+(?:shown|pictured|depicted|seen|visible)(?:\s+in\s+(?:this|the)\s+(?:photo(?:graph)?|picture|image|figure))?\.?$",
    r"\s+in\s+(?:this|the)\s+(?:photo(?:graph)?|picture|image|figure)\.?$",
)]
_NOT_A_PHOTOGRAPH = re.compile(
    r"\b(?:graph|chart|diagram|map of|table (?:shows|with)|flowchart|histogram|spectrum|plot|equation|x-axis|y-axis|screenshot|icosahedron|logo|woodcut|engraving|cartoon|drawing|sketch|lithograph|illustration|painting|poster|infographic|timeline)\b",
    re.IGNORECASE)


def clean_description(text: str) -> str:
    """Removes lead-ins ("A photograph shows …") and tails ("… is shown"), normalises quotes and spaces."""
    text = re.sub(r"\s+", " ", text.replace("’", "'").replace("“", '"').replace("”", '"')).strip()
    for _ in range(2):
        for lead in _LEADS:
            text = lead.sub("", text, count=1)
    sentences = [shorten(sentence) for sentence in split_sentences(text)]
    return " ".join(s for s in sentences if s)


def shorten(sentence: str) -> str:
    for tail in _TAILS:
        sentence = tail.sub("", sentence)
    sentence = sentence.strip(" .;,")
    return sentence[:1].upper() + sentence[1:] + "." if sentence else ""


def split_sentences(text: str) -> list[str]:
    return [s.strip() for s in re.split(r"(?<=[.!?])\s+(?=[A-Z\"(])", text) if s.strip()]


def is_photograph(text: str) -> bool:
    """False where the description itself says that the image is a drawing, a chart or the like."""
    return not _NOT_A_PHOTOGRAPH.search(text)
