"""Read the labelled documents in ``training/recommendations``: their text and what each asks.

A ``.tagged`` file holds one sentence a line in document order, with its label in front; what the
labels mean stands in the README beside the files.
"""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "recommendations"
_TAG = re.compile(r"(?P<tag>0|1[ei] [\d,/ -]+?) *\| (?P<text>.+)")
_ITEM = re.compile(
    r"(?:[-•–*▪◦→] |\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)] |"
    r"(?:Recommendation|Ask|Action|Rec|Priority)\.? \d+[a-z]?[.:]|[RQ]\d+[.:] )"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled sentence: its place in the text, what it is, and who would carry it.

    ``links`` holds one or two honest readings, each a tuple of numbers, the best first; an empty
    tuple is a gap.
    """

    start: int
    end: int
    text: str
    asks: bool
    strength: str = ""
    links: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A labelled document: ``plan`` names what it answers."""

    name: str
    plan: str
    text: str
    sentences: tuple[Labelled, ...]

    @property
    def author(self) -> str:
        """Return who wrote it: what stands before the first hyphen of its name."""
        return self.name.split("-", maxsplit=1)[0]


def read(path: Path) -> Document:
    """Return one labelled document.

    Raises:
        ValueError: a line has no label that can be read; the message says which.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    plan = re.match(r"@ plan: (\S+)", lines[0])
    if not plan:
        raise ValueError(f"{path.name}: the first line must say which plan it answers.")
    text, apart, found = "", "", []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            apart = "\n\n"
            continue
        heading = line.startswith("# ")
        tag = _TAG.fullmatch(line.strip())
        if not heading and not tag:
            raise ValueError(f"{path.name}, line {number}: no label stands before {line[:50]!r}.")
        words = line[2:].strip() if heading else tag["text"].strip() if tag else ""
        between = apart or ("\n" if _ITEM.match(words) else " ")
        text += ("\n\n" if heading else between) if text else ""
        if tag:
            found.append(_labelled(tag["tag"], words, len(text)))
        text += words
        apart = "\n\n" if heading else ""
    return Document(path.stem, plan[1].rstrip(";"), text + "\n", tuple(found))


def _labelled(tag: str, words: str, start: int) -> Labelled:
    if tag == "0":
        return Labelled(start, start + len(words), words, asks=False)
    readings = tuple(tuple(re.findall(r"\d+", reading)) for reading in tag[2:].strip().split("/"))
    strength = "explicit" if tag[1] == "e" else "implied"
    return Labelled(start, start + len(words), words, True, strength, readings)


def read_all(folder: Path = FOLDER) -> list[Document]:
    """Return every labelled document of the folder, by name."""
    return [read(path) for path in sorted(folder.glob("*.tagged"))]
