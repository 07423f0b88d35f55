"""Split paragraphs into sentences, each with its exact place in the document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from avow.analysis.documents.paragraphs import BODY, FURNITURE, HEADING, ITEM, Paragraph, paragraphs

_STOP = re.compile(r"[.!?…]+[\"'”’)\]*]*(?=\s+[“\"'‘(\[*]*[A-Z0-9£•]|\s+https?://|\s*$)")
_LONGEST = 1_500
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|al|vs|v|Mr|Mrs|Ms|Dr|Prof|Sir|St|Rev|Hon|No|Nos|para|paras|p|pp|s|"
    r"ss|"
    r"Art|art|Sch|Vol|Fig|approx|Insp|Sgt|Supt|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec)"
    r"|\b[A-Z](?:\.[A-Z])*)\.$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: ``text[start:end]`` are its exact words; ``text`` has its white space evened."""

    start: int
    end: int
    text: str
    paragraph: int
    first: bool
    kind: str
    section: str
    marker: str = ""


def sentences(text: str, blocks: list[Paragraph] | None = None) -> list[Sentence]:
    """Return every sentence, heading, list item sentence and piece of furniture, in order."""
    found = []
    for number, block in enumerate(paragraphs(text) if blocks is None else blocks):
        spans = [(block.body, block.end)]
        if block.kind in (BODY, ITEM):
            spans = [
                piece
                for start, end in _spans(text, block.body, block.end)
                for piece in _pieces(text, start, end)
            ]
        for place, (start, end) in enumerate(spans):
            words = " ".join(text[start:end].replace("**", "").split())
            if words:
                found.append(
                    Sentence(
                        start, end, words, number, place == 0, block.kind, block.section,
                        block.marker,
                    )
                )  # fmt: skip
    return found


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentence spans of one paragraph, white space around them left out."""
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _abbreviated(text, start, stop):
            continue
        yield start, stop.end()
        start = stop.end()
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a run without full stops where it is far longer than sentences are, at white space."""
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in "\n;, ")
        cut = start + _LONGEST if cut < 0 else cut + 1
        yield start, start + len(text[start:cut].rstrip())
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    if start < end:
        yield start, end


def _abbreviated(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or a list number."""
    before = text[max(start, stop.start() - 12) : stop.start() + 1]
    if before.endswith("etc."):
        return False
    return bool(_SHORT.search(before)) or bool(re.fullmatch(r"\d{1,2}\.", text[start : stop.end()]))


__all__ = ["BODY", "FURNITURE", "HEADING", "ITEM", "Sentence", "sentences"]
