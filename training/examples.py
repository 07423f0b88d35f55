"""Turn labelled documents and frames into examples: the signals of a sentence and its label."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus import Document, Labelled
from frames import filled

from avow.analysis.documents import Sentence, sentences
from avow.analysis.documents.paragraphs import BODY, FURNITURE, HEADING
from avow.analysis.text.signals import signals

FRAME_WEIGHT = 0.5
_PLACED = ("before", "after", "kind:", "opens its paragraph", "heading:")


@dataclass(frozen=True, slots=True)
class Example:
    """The signals of one sentence and what it is; ``weight`` is how much it counts."""

    signals: Mapping[str, str]
    asks: bool
    strength: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence as it is split, its signals, its lead-in, and its label if it has one."""

    sentence: Sentence
    signals: Mapping[str, str]
    lead: str
    label: Labelled | None


def sentence_examples(documents: Iterable[Document]) -> list[Example]:
    """Return an example for every labelled sentence of the documents."""
    return [
        Example(row.signals, row.label.asks, row.label.strength)
        for document in documents
        for row in labelled_sentences(document)
        if row.label is not None
    ]


def labelled_sentences(document: Document) -> list[Row]:
    """Return every sentence of a document, as it is split; headings have no label."""
    found = sentences(document.text)
    told, _, leads = signals(found)
    return [
        Row(sentence, signs, lead, _label(document, sentence))
        for sentence, signs, lead in zip(found, told, leads, strict=True)
    ]


def _label(document: Document, sentence: Sentence) -> Labelled | None:
    """Return the label that covers a sentence by half of either; an ask where there are two."""
    if sentence.kind in (HEADING, FURNITURE):
        return None
    covering = [
        label
        for label in document.sentences
        if min(label.end, sentence.end) - max(label.start, sentence.start)
        >= 0.5 * min(sentence.end - sentence.start, label.end - label.start)
    ]
    return max(covering, key=lambda label: label.asks, default=None)


def frame_examples() -> list[Example]:
    """Return an example for every filled frame; it stands nowhere, so its place tells nothing."""
    rows = []
    for tag, text in filled():
        told = signals([Sentence(0, len(text), text, 0, True, BODY, "")])[0][0]
        kept = {name: said for name, said in told.items() if not name.startswith(_PLACED)}
        strength = {"1e": "explicit", "1i": "implied"}.get(tag, "")
        rows.append(Example(kept, tag != "0", strength, FRAME_WEIGHT))
    return rows
