"""Read a PDF: pages to lines, lines to columns, columns to headings, paragraphs and items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from avow.analysis.documents.building import Block, Draft, Piece
from avow.analysis.documents.document import PDF, Box, Note, UnreadableDocumentError
from avow.analysis.documents.formats.pdf.chunks import (
    BODY,
    HEADING,
    ITEM,
    ROW,
    Chunk,
    carries_on,
    chunks_of,
)
from avow.analysis.documents.formats.pdf.columns import gutter_of, in_reading_order, usual_gutter
from avow.analysis.documents.formats.pdf.footnotes import FootLines, split_notes
from avow.analysis.documents.formats.pdf.furniture import without_furniture
from avow.analysis.documents.formats.pdf.hyphens import HYPHENS, Vocabulary
from avow.analysis.documents.formats.pdf.lines import (
    Line,
    joined_rows,
    lines_of_page,
    wide_gaps,
)
from avow.analysis.documents.formats.pdf.measures import Setting, levels, setting_of
from avow.analysis.documents.formats.pdf.opening import opened
from avow.analysis.documents.formats.pdf.words import PageWords
from avow.analysis.documents.limits import Limits

_READABLE = re.compile(r"[^\W_]|[\s.,;:!?'\"()\-–—’‘“”£%&/•]")
_SLANTED = 12
_OCR = (
    "Ask the sender for the document itself, or run text recognition (OCR) on it and check the "
    "result."
)


@dataclass(slots=True)
class _Pages:
    lines: list[list[Line]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    slanted: dict[int, int] = field(default_factory=dict)


def read_pdf(data: bytes, limits: Limits) -> Draft:
    """Return the blocks, footnotes and warnings of a PDF.

    Raises:
        UnreadableDocumentError: protected, damaged, too long, or without a text layer.
    """
    pages = _read_pages(data, limits)
    draft = Draft(PDF, pages=len(pages.lines))
    _check_text(pages, draft)
    body = setting_of(pages.lines).body
    kept, draft.furniture = without_furniture(pages.lines, pages.heights, body)
    usual = usual_gutter([gutter_of(lines) for lines in kept])
    flows = [[joined_rows(flow) for flow in in_reading_order(lines, usual)] for lines in kept]
    setting = setting_of(flow for page in flows for flow in page)
    columns, notes = _apart(flows, setting)
    words = Vocabulary(line for flow in columns for line in flow)
    chunks = _chunks(columns, setting)
    marks = {note.mark for note in notes}
    draft.blocks = _blocks(chunks, words, marks)
    draft.notes = [_note(note, words) for note in notes]
    return draft


def _read_pages(data: bytes, limits: Limits) -> _Pages:
    pages = _Pages()
    letters = 0
    with opened(data, limits) as (handle, count):
        for number in range(count):
            page = pdfium.FPDF_LoadPage(handle, number)
            if not page:
                pages.lines.append([])
                pages.heights.append(0)
                pages.blank.append(number + 1)
                continue
            text = pdfium.FPDFText_LoadPage(page)
            reading = PageWords(page, text)
            lines = lines_of_page(reading.words()) if text else []
            if reading.left_out >= _SLANTED:
                pages.slanted[number + 1] = reading.left_out
            for line in lines:
                line.page = number + 1
            pages.lines.append(lines)
            pages.heights.append(float(pdfium.FPDF_GetPageHeightF(page)))
            if not lines:
                pages.blank.append(number + 1)
            letters += sum(len(line.text) for line in lines)
            pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(page)
            if letters > limits.characters:
                raise UnreadableDocumentError(
                    f"{{name}} holds more than {limits.characters:,} letters, by page "
                    f"{number + 1}. Split it."
                )
    return pages


def _check_text(pages: _Pages, draft: Draft) -> None:
    """Refuse a scan and a text layer that holds no letters; warn of single pages without text."""
    text = "\n".join(line.text for lines in pages.lines for line in lines)
    if pages.slanted:
        draft.warnings.append(
            f"{_named(list(pages.slanted))} of {{name}} held words set sideways or slanted. They "
            "were not read. If they matter, turn the page and save the document again."
        )
    if sum(pages.slanted.values()) > 9 * len(text.split()):
        raise UnreadableDocumentError(
            "{name} has its words set sideways, which cannot be read. Turn its pages, save it "
            "again and choose that."
        )
    if not text.strip():
        raise UnreadableDocumentError(
            f"{{name}} has no text in it: its {_count(len(pages.lines))} may be pictures, as a "
            f"scanner makes them. {_OCR}"
        )
    readable = len(_READABLE.findall(text))
    if readable < 0.6 * len(text):
        raise UnreadableDocumentError(
            "{name} shows letters but does not say which they are: its text comes out as signs "
            f"without meaning. {_OCR}"
        )
    if pages.blank:
        draft.warnings.append(
            f"{_named(pages.blank)} of {{name}} held no text. If there are words on them, they are "
            "pictures and were not read."
        )


def _named(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:12])) + (" …" if len(pages) > 12 else "")
    return f"{'Page' if len(pages) == 1 else 'Pages'} {shown}"


def _count(pages: int) -> str:
    return "one page" if pages == 1 else f"{pages} pages"


def _apart(
    flows: Sequence[Sequence[Sequence[Line]]], setting: Setting
) -> tuple[list[list[Line]], list[FootLines]]:
    """Set footnotes apart, and number the lines of each page in reading order, notes last."""
    columns: list[list[Line]] = []
    notes: list[FootLines] = []
    for page in flows:
        parts = [split_notes(flow, setting.body) for flow in page]
        ordered = [line for flow, _ in parts for line in flow]
        ordered += [line for _, found in parts for note in found for line in note.lines]
        for number, line in enumerate(ordered, 1):
            line.number = number
        columns += [flow for flow, _ in parts if flow]
        notes += [note for _, found in parts for note in found]
    return columns, notes


def _chunks(columns: Sequence[Sequence[Line]], setting: Setting) -> list[Chunk]:
    """Return all chunks in order, those parted by the end of a column or page joined again."""
    found: list[Chunk] = []
    for flow in columns:
        chunks = chunks_of(flow, setting)
        if found and chunks and carries_on(found[-1], chunks[0]):
            found[-1].lines += chunks.pop(0).lines
        found += chunks
    return found


def _blocks(chunks: Sequence[Chunk], words: Vocabulary, marks: set[str]) -> list[Block]:
    style = {
        id(chunk): (chunk.lines[0].size, chunk.lines[0].bold)
        for chunk in chunks
        if chunk.kind == HEADING
    }
    level = levels(style.values())
    blocks: list[Block] = []
    for chunk in chunks:
        block = Block(BODY if chunk.kind == ROW else chunk.kind, [], tight=False)
        if chunk.kind == HEADING:
            block.level = level[style[id(chunk)]]
        if chunk.kind == ITEM:
            first = chunk.lines[0]
            block.indent = 2 * min(4, round((first.left - chunk.edge) / (1.6 * first.size)))
        if chunk.kind == ROW and blocks:
            block.tight = "\t" in blocks[-1].text
        _fill(block, chunk.lines, words, marks)
        blocks.append(block)
    return blocks


def _fill(block: Block, lines: Sequence[Line], words: Vocabulary, marks: set[str]) -> None:
    """Write the lines into a block, a hyphen at a line end joined to what follows."""
    at = 0
    for place, line in enumerate(lines):
        after = lines[place + 1].words[0].text if place + 1 < len(lines) else ""
        piece, refs = _piece(line, words, marks, after)
        block.refs += [(mark, at + offset) for mark, offset in refs]
        block.pieces.append(piece)
        at += len(piece.text)


def _piece(
    line: Line, words: Vocabulary, marks: set[str], after: str
) -> tuple[Piece, list[tuple[str, int]]]:
    text, stops, refs = "", [], []
    wide = set(wide_gaps(line))
    for place, word in enumerate(line.words):
        shown = word.text.strip(",.;:")
        if word.raised and shown in marks and text:
            text = text.rstrip() + word.text.removeprefix(shown) + " "
            refs.append((shown, len(text) - 1))
            continue
        if place in wide:
            text = text.rstrip() + "\t"
        elif word.raised:
            text = text.rstrip()
        stops.append((len(text), word.left))
        text += ("•" if word.text in ("\uf0b7", "\uf0a7") else word.text) + " "
    last = line.words[-1].text
    if _is_address(last, after):
        text = text.rstrip()
    elif after and len(last) > 1 and last.endswith(HYPHENS) and last[-2].isalpha():
        joined = words.joined(last, after)
        text = text.rstrip()[: -len(last)] + joined[: len(joined) - len(after)]
    box = Box(line.left, line.top, line.right, line.bottom)
    return Piece(text, line.number, line.page, box, tuple(stops)), refs


def _is_address(last: str, after: str) -> bool:
    """Whether a line ends within a web address that goes on."""
    within = last.startswith(("http", "www.")) or last.endswith("/") or last.count("-") > 1
    return "/" in after and within


def _note(note: FootLines, words: Vocabulary) -> Note:
    block = Block(BODY, [])
    _fill(block, note.lines, words, set())
    shown = re.sub(rf"^\W*{re.escape(note.mark)}\W*\s*", "", block.text.strip())
    return Note(note.mark, shown, note.lines[0].page)
