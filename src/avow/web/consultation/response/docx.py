"""The response as a Word document with real headings, lists and table heads."""

import io
from datetime import UTC, datetime
from typing import Any

from avow.web.consultation.response import wording
from avow.web.consultation.response.content import Content, Entry

_ENTRY_LEVEL = 3


def as_docx(content: Content) -> bytes:
    """Return the document; the same content gives the same words and order."""
    from docx import Document

    document: Any = Document()
    words = wording.headings()
    document.core_properties.title = content.title
    document.core_properties.author = ""
    document.core_properties.language = "en-GB"
    made = datetime.fromisoformat(content.day).replace(tzinfo=UTC)
    document.core_properties.created = document.core_properties.modified = made
    document.add_heading(_plain(content.title), 0)
    document.add_paragraph(_plain(f"{content.plan}. {wording.day(content)}."))
    for part in content.introduction.split("\n\n"):
        if part.strip():
            document.add_paragraph(_plain(part))
    _numbers(document, content, words)
    _who(document, content, words)
    document.add_heading(words["asked"], 1)
    for section in content.sections:
        document.add_heading(_plain(section.title), 2)
        for entry in section.entries:
            _entry(document, entry, words)
    document.add_heading(words["waiting"], 1)
    document.add_paragraph(wording.waiting(content))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _plain(text: str) -> str:
    """Return text without control characters, which XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\n\t")


def _table(document: Any, head: tuple[str, str], rows: list[tuple[str, str]]) -> None:
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    _repeat_head(table.rows[0])
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _plain(text)


def _repeat_head(row: Any) -> None:
    """Mark a row as the head of its table: read out, and repeated on each page."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 — the library offers no other way
    properties.append(OxmlElement("w:tblHeader"))


def _numbers(document: Any, content: Content, words: dict[str, str]) -> None:
    document.add_heading(words["numbers"], 1)
    rows = []
    for figure in content.figures:
        rows.append((figure.name, str(figure.stated)))
        rows += [(f"    {label}", str(n)) for label, n in figure.parts]
    _table(document, (words["figure"], words["number"]), rows)


def _who(document: Any, content: Content, words: dict[str, str]) -> None:
    document.add_heading(words["who"], 1)
    rows = [(sender.name, str(sender.submissions)) for sender in content.senders]
    _table(document, (words["organisation"], words["submissions"]), rows)
    document.add_paragraph(wording.people(content))


def _entry(document: Any, entry: Entry, words: dict[str, str]) -> None:
    document.add_heading(f"{entry.number}. {_plain(entry.decision_label)}", _ENTRY_LEVEL)
    for quote in entry.quotes:
        document.add_paragraph(_plain(f"“{quote.words}” {quote.who}"), style="Quote")
    _labelled(document, words["asked_by"], wording.asked_by(entry))
    _labelled(document, words["answer"], entry.reason)
    if entry.change:
        _labelled(document, words["changes"], entry.change)
    if entry.changed:
        document.add_paragraph().add_run(wording.changed_in(entry)).bold = True
        for name in entry.changed:
            document.add_paragraph(_plain(name), style="List Bullet")
    if entry.no_change:
        _labelled(document, words["why_not"], entry.no_change)


def _labelled(document: Any, label: str, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(_plain(text))


def entries_in(content: bytes) -> int:
    """Return how many answers a document holds: its headings of the third level."""
    from docx import Document

    style, held = f"Heading {_ENTRY_LEVEL}", Document(io.BytesIO(content))
    return sum(p.style is not None and p.style.name == style for p in held.paragraphs)
