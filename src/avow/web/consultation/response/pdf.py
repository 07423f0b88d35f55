"""The response as a tagged PDF (PDF/UA-1), set from a template that is given plain values."""

import io
import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from avow.web.consultation.response import wording
from avow.web.consultation.response.checking import UnwritableError
from avow.web.consultation.response.content import Content

_SYMBOLS = {"So", "Co", "Cn"}
_MODIFIERS = {"Cf", "Mn", "Sk"}
_TEMPLATE = Path(__file__).with_name("response.typ")


def as_pdf(content: Content) -> bytes:
    """Return the document. Text is data to the template: nothing in it is read as markup."""
    import typst

    made = datetime.fromisoformat(content.day).replace(tzinfo=UTC)
    said = _data(content)
    # The fonts that come along set the same file everywhere; the server's own help where they lack
    # a letter; a symbol that none of them has is named in words.
    attempts = ((True, _without_controls), (False, _without_controls), (False, _with_named_symbols))
    for embedded_only, clean in attempts:
        try:
            written: Any = typst.compile(
                _TEMPLATE.read_bytes(),
                format="pdf",
                ignore_system_fonts=embedded_only,
                sys_inputs={"data": json.dumps(_cleaned(said, clean), ensure_ascii=False)},
                pdf_standards=["ua-1"],
                timestamp=made,
            )
        except typst.TypstError as error:
            lacking = error
        else:
            return bytes(written)
    raise UnwritableError(
        "The PDF cannot be set: no font on this server has some letters of the text. Ask whoever "
        "runs the server to install one, for example the package “fonts-noto”. "
        f"({lacking.message})"
    )


def _without_controls(text: str) -> str:
    """Return text without control characters, which are no text."""
    return "".join(c if c == "\n" or unicodedata.category(c) != "Cc" else " " for c in text)


def _with_named_symbols(text: str) -> str:
    """Return text with each symbol (an emoji, say) as its name, and without its modifiers."""
    return "".join(
        f"[{unicodedata.name(c, 'symbol').lower()}]"
        if unicodedata.category(c) in _SYMBOLS
        else ("" if unicodedata.category(c) in _MODIFIERS else c)
        for c in _without_controls(text)
    )


def _cleaned(value: Any, clean: Callable[[str], str]) -> Any:
    """Return plain values with every text in them cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(held, clean) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(held, clean) for held in value]
    return value


def _data(content: Content) -> dict[str, Any]:
    data = content.as_data()
    data["words"] = wording.headings()
    data["day"] = wording.day(content)
    data["people_said"] = wording.people(content)
    data["waiting_said"] = wording.waiting(content)
    for made, section in zip(data["sections"], content.sections, strict=True):
        for row, entry in zip(made["entries"], section.entries, strict=True):
            row["asked_by"] = wording.asked_by(entry)
            row["changed_in"] = wording.changed_in(entry)
    return data


def entries_in(content: bytes) -> int:
    """Return how many answers a PDF holds: the highest number in its outline."""
    import pypdfium2

    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        titles = [item.get_title() for item in document.get_toc()]
    return sum(title.split(".")[0].isdecimal() for title in titles)
