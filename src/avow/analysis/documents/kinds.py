"""Recognise a file's kind by what it holds; its name decides only between kinds of plain text."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from avow.analysis.documents.document import (
    DOCX,
    EMAIL,
    HTML,
    MARKDOWN,
    ODT,
    PDF,
    TEXT,
    UnreadableDocumentError,
)

_SAVE = "Save or export it as PDF, DOCX, ODT or plain text, and try again."
_PICTURE = (
    "It holds no text that can be read. Ask the sender for the document itself, or run text "
    "recognition (OCR) on it and check the result."
)
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)", _SAVE),
    (b"{\\rtf", "an RTF file", _SAVE),
    (b"\x89PNG", "a picture (PNG)", _PICTURE),
    (b"\xff\xd8\xff", "a picture (JPEG)", _PICTURE),
    (b"GIF8", "a picture (GIF)", _PICTURE),
    (b"II*\0", "a picture (TIFF)", _PICTURE),
    (b"MM\0*", "a picture (TIFF)", _PICTURE),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it and choose the document inside."),
    (b"Rar!", "a compressed file (RAR)", "Unpack it and choose the document inside."),
    (b"7z\xbc\xaf", "a compressed file (7z)", "Unpack it and choose the document inside."),
    (b"\x7fELF", "a program", "Choose the document."),
    (b"MZ", "a program", "Choose the document."),
)
_SUFFIXES = {
    PDF: (".pdf",),
    DOCX: (".docx",),
    ODT: (".odt",),
    HTML: (".html", ".htm", ".xhtml"),
    EMAIL: (".eml",),
    MARKDOWN: (".md", ".markdown"),
    TEXT: (".txt", ".text", ".csv", ".json", ".toml", ""),
}
NAMES = {
    PDF: "a PDF",
    DOCX: "a Word document (DOCX)",
    ODT: "an OpenDocument text (ODT)",
    HTML: "a web page (HTML)",
    EMAIL: "an email message",
    MARKDOWN: "Markdown",
    TEXT: "plain text",
}
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)", re.I
)
_HEADER = re.compile(
    rb"(?:From|To|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|Cc|"
    rb"Content-Type|Reply-To|X-[\w-]+): ?\S",
    re.I,
)
_SENT = re.compile(rb"(?:Received|Return-Path|MIME-Version|Message-ID|Delivered-To):", re.I)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def kind_of(data: bytes, name: str) -> str:
    """Return the kind of a file: one of the constants of `document`.

    Raises:
        UnreadableDocumentError: empty, or a kind that cannot be read.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n\f\v"):
        raise UnreadableDocumentError(f"{name} is empty. Choose a file that holds the document.")
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK"):
        return _packed(data, name)
    if _LOCKED in data[:100_000]:
        raise UnreadableDocumentError(
            f"{name} is protected with a password. Ask the sender for a copy without one."
        )
    for start, what, then in _REFUSED:
        if data.startswith(start):
            raise UnreadableDocumentError(f"{name} is {what}. {then}")
    if _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return HTML
    if b"\0" in data and not data.startswith(_WIDE):
        raise UnreadableDocumentError(
            f"{name} is not a text file, nor a document of a known kind. {_SAVE}"
        )
    return _texts(data, name)


def _packed(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError) as error:
        raise UnreadableDocumentError(
            f"{name} is damaged: it starts as a DOCX, ODT or zip file does, but cannot be opened. "
            "Save it again, or ask for it again."
        ) from error
    if "word/document.xml" in names:
        return DOCX
    if "content.xml" in names:
        return ODT
    if any(n.startswith("xl/") for n in names):
        raise UnreadableDocumentError(f"{name} is a spreadsheet. {_SAVE}")
    if any(n.startswith("ppt/") for n in names):
        raise UnreadableDocumentError(f"{name} holds slides (PPTX). {_SAVE}")
    raise UnreadableDocumentError(
        f"{name} is a zip file without a document in it. Unpack it and choose the document inside."
    )


def _texts(data: bytes, name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix in _SUFFIXES[HTML]:
        return HTML
    lines = data[:4096].split(b"\n\n")[0].split(b"\r\n\r\n")[0].splitlines()
    headers = [bool(_HEADER.match(line)) for line in lines]
    # A memo in plain text starts with From and To as well; a message has passed through a server.
    sent = suffix in _SUFFIXES[EMAIL] or any(_SENT.match(line) for line in lines)
    if sum(headers) >= 2 and headers[0] and sent:
        return EMAIL
    return MARKDOWN if suffix in _SUFFIXES[MARKDOWN] else TEXT


def misnamed(kind: str, name: str) -> str:
    """Return a warning where a file's name says another kind than it is, else nothing."""
    suffix = PurePath(name).suffix.lower()
    others = [ends for other, ends in _SUFFIXES.items() if other != kind]
    if suffix and any(suffix in ends for ends in others) and suffix not in _SUFFIXES[kind]:
        return f"{name} is {NAMES[kind]}, whatever its name ends in, and was read as such."
    return ""
