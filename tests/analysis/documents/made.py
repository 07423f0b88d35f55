"""Small real documents of each format, made here: nothing is copied from elsewhere."""

import functools
import zipfile
from email.message import EmailMessage
from io import BytesIO

import docx
import typst
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from avow.analysis.documents import LIMITS, Document
from avow.analysis.documents.worker import answer_to

MANIFEST = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
ODT_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
    }.items()
)
BODY = (
    "We heard from women in every borough, and what they told us is set down here with care. "
    "Nobody should wait for weeks to be called back after a report. "
)


def read(data: bytes, kind: str, name: str = "made") -> Document:
    """Read a document in this process, as the confined one does."""
    answer = answer_to({"ask": "document", "kind": kind, "name": name}, data, LIMITS)
    return Document.from_dict(answer["document"])


def headings(document: Document) -> list[tuple[int, str]]:
    """Return the headings of a document, each with its level."""
    return [(m.level, document.text[m.start : m.end]) for m in document.headings]


@functools.cache
def pdf(source: str) -> bytes:
    """Return a PDF set from typst's markup."""
    return typst.compile(source.encode())


def docx_bytes(document: docx.document.Document) -> bytes:
    """Return a Word document as a file."""
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def repacked(data: bytes, **parts: str) -> bytes:
    """Return a package with parts added or replaced; ``word__x`` stands for ``word/x.xml``."""
    named = {key.replace("__", "/") + ".xml": text for key, text in parts.items()}
    held = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename not in named:
                new.writestr(part.filename, old.read(part.filename))
        for name, text in named.items():
            new.writestr(name, text)
    return held.getvalue()


def odt(body: str, styles: str = "", **parts: bytes) -> bytes:
    """Return an OpenDocument text with this body; ``parts`` are further files."""
    content = (
        f'<?xml version="1.0"?><office:document-content {ODT_NAMES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", parts.pop("manifest", MANIFEST))
        for name, data in parts.items():
            package.writestr(f"{name}.xml", data)
    return held.getvalue()


def message(text: str, html: str = "", attached: tuple[str, ...] = ()) -> bytes:
    """Return an email with a plain or web body and files attached."""
    made = EmailMessage()
    made["From"], made["To"] = "Somebody <a@charity.example>", "plan@force.example"
    made["Subject"] = "Our answer to the plan"
    made["Message-ID"] = "<1@charity.example>"
    if text:
        made.set_content(text)
    if html:
        made.set_content(html, subtype="html")
    for name in attached:
        made.add_attachment(b"data", maintype="application", subtype="pdf", filename=name)
    return made.as_bytes()


def run(paragraph: docx.text.paragraph.Paragraph, tag: str, **attributes: str) -> None:
    """Add a run that holds one empty element to a paragraph."""
    holder = OxmlElement("w:r")
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    holder.append(element)
    paragraph._p.append(holder)


__all__ = ["BODY", "docx_bytes", "headings", "message", "odt", "pdf", "read", "repacked", "run"]
