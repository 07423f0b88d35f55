"""The profile as a tagged PDF (PDF/UA-1), set from a template that is given plain values."""

import json
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from avow.web.core.components import Cell, Column, Table
from avow.web.core.words import with_named_symbols
from avow.web.profiles.document import wording
from avow.web.profiles.document.content import Block, Content, Part, Said

_TEMPLATE = Path(__file__).with_name("profile.typ")
_FONT = re.compile(r'(font-family(?:="|:\s*))[^";]*("|;)')
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class UnwritableError(ValueError):
    """The PDF cannot hold the text. The message says what to do."""


def as_pdf(content: Content) -> bytes:
    """Return the document. Text is data to the template: nothing in it is read as markup.

    Raises:
        UnwritableError: no font on this server has some letters of the text.
    """
    pictures: dict[str, bytes] = {}
    data = _CONTROLS.sub(" ", json.dumps(_data(content, pictures), ensure_ascii=False))
    made = datetime.fromisoformat(content.day).replace(tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder) / "main.typ"
        main.write_bytes(_TEMPLATE.read_bytes())
        for name, held in pictures.items():
            (Path(folder) / name).write_bytes(held)
        return _compiled(main, data, made)


def _compiled(main: Path, data: str, made: datetime) -> bytes:
    import typst

    lacking = ""
    # The fonts that come along set the same file everywhere; the server's own help where they lack
    # a letter; a symbol that none of them has is named in words.
    attempts = ((True, data), (False, data), (False, with_named_symbols(data)))
    for embedded_only, said in attempts:
        try:
            written: Any = typst.compile(
                str(main),
                root=str(main.parent),
                format="pdf",
                ignore_system_fonts=embedded_only,
                sys_inputs={"data": said},
                pdf_standards=["ua-1"],
                timestamp=made,
            )
        except typst.TypstError as error:
            lacking = error.message
        else:
            return bytes(written)
    raise UnwritableError(
        "The PDF cannot be set: no font on this server has some letters of the text. Ask whoever "
        f"runs the server to install one, for example the package “fonts-noto”. ({lacking})"
    )


def _data(content: Content, pictures: dict[str, bytes]) -> dict[str, Any]:
    return {
        "words": wording.headings(),
        "title": wording.title(content),
        "subtitle": wording.subtitle(content),
        "caution": [content.caution, content.population, content.partners],
        "introduction": content.introduction,
        "brief": wording.brief(content),
        "replies": [_reply(each) for each in content.replies],
        "sections": [_section(each, pictures) for each in content.sections],
        "loaded": list(content.loaded),
        "attestations": list(content.attestations),
        "told": [
            {
                "title": told.title,
                "what": told.what,
                "numerator": told.numerator,
                "denominator": told.denominator,
                "faults": told.faults,
                "source": told.source,
                "method": told.method,
            }
            for told in content.told
        ],
    }


def _section(part: Part, pictures: dict[str, bytes]) -> dict[str, Any]:
    words = None
    if part.words:
        words = {
            "paragraphs": [{"text": p.text, "items": p.items} for p in part.words.paragraphs],
            "written": wording.written(part.words),
            "changes": [wording.changed(change) for change in part.words.changes],
        }
    return {
        "heading": part.heading,
        "question": part.question,
        "words": words,
        "blocks": [_block(block, pictures) for block in part.blocks],
        "replies": [_reply(each) for each in part.replies],
    }


def _reply(said: Said) -> dict[str, Any]:
    return {
        "about": said.about,
        "paragraphs": [{"text": p.text, "items": p.items} for p in said.paragraphs],
        "by": wording.by_whom(said),
    }


def _block(block: Block, pictures: dict[str, bytes]) -> dict[str, Any]:
    chart = block.chart
    alt = chart.alt if chart else ""
    table = chart.table if chart else block.table
    return {
        "heading": block.heading,
        "said": [said for said in block.said if said != alt],
        "title": chart.title if chart else "",
        "alt": alt,
        "picture": _picture(chart.svg, pictures) if chart and chart.svg else "",
        "table": _table(table) if table else None,
        "notes": [*block.notes, *(chart.notes if chart else ())],
    }


def _picture(svg: str, pictures: dict[str, bytes]) -> str:
    """Keep a chart for the template; return the name it is kept under.

    Its letters are set in the font of the document, which comes along and is no wider.
    """
    name = f"{len(pictures)}.svg"
    pictures[name] = _FONT.sub(r"\1Libertinus Serif\2", svg).encode()
    return name


def _table(table: Table) -> dict[str, Any]:
    columns = [c if isinstance(c, Column) else Column(label=c) for c in table.columns]
    return {
        "caption": table.caption,
        "columns": [{"text": c.label, "note": c.note, "right": c.numeric} for c in columns],
        "rows": [[_cell(value) for value in row] for row in table.rows],
        "notes": list(table.notes),
    }


def _cell(value: Any) -> dict[str, str]:
    if isinstance(value, Cell):
        return {"text": value.text, "note": value.note}
    return {"text": "–" if value is None else str(value), "note": ""}
