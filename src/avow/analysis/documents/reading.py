"""Read a document from disk or from bytes, whatever its format."""

from dataclasses import replace
from pathlib import Path

from avow.analysis.documents.confined import PageImage, draw_confined, read_confined
from avow.analysis.documents.document import (
    MARKDOWN,
    PDF,
    TEXT,
    Document,
    UnreadableDocumentError,
)
from avow.analysis.documents.formats.plain import read_plain
from avow.analysis.documents.kinds import kind_of, misnamed
from avow.analysis.documents.limits import LIMITS, Limits


def read_document(source: str | Path | bytes, name: str = "", limits: Limits = LIMITS) -> Document:
    """Return a PDF, DOCX, ODT, HTML, Markdown, text or email file as a document.

    The kind is recognised by content. All but plain text and Markdown are read in a process of its
    own within ``limits``. ``name`` is how messages call the file; of a path it is its last part.

    Raises:
        UnreadableDocumentError: what was wrong and what to do; nothing is read in part.
    """
    data, name = _loaded(source, name, limits)
    kind = kind_of(data, name)
    try:
        if kind in (TEXT, MARKDOWN):
            document = read_plain(data, kind, name, limits)
        else:
            document = read_confined(data, kind, name, limits)
    except UnreadableDocumentError as error:
        raise UnreadableDocumentError(str(error).replace("{name}", name)) from error
    odd = misnamed(kind, name)
    warnings = [*([odd] if odd else []), *document.warnings]
    return replace(document, warnings=tuple(w.replace("{name}", name) for w in warnings))


def page_image(
    data: bytes, page: int, name: str = "", width: int = 1000, limits: Limits = LIMITS
) -> PageImage:
    """Return a page (from 1) of a PDF as a picture, drawn in a process of its own.

    Raises:
        UnreadableDocumentError: no PDF, no such page, or it cannot be drawn within the limits.
    """
    name = name or "The document"
    if kind_of(data, name) != PDF:
        raise UnreadableDocumentError(f"{name} is no PDF, so it has no pages to show.")
    try:
        return draw_confined(data, page, width, limits)
    except UnreadableDocumentError as error:
        raise UnreadableDocumentError(str(error).replace("{name}", name)) from error


def _loaded(source: str | Path | bytes, name: str, limits: Limits) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        name = name or "The document"
        data = source
    else:
        path = Path(source)
        name = name or path.name
        data = _bytes_of(path, limits)
    if len(data) > limits.file:
        raise UnreadableDocumentError(
            f"{name} is larger than {limits.file // 1_000_000} MB. Split it, or leave pictures out."
        )
    return data, name


def _bytes_of(path: Path, limits: Limits) -> bytes:
    if path.is_dir():
        raise UnreadableDocumentError(f"{path} is a folder. Give the path of one file.")
    try:
        with path.open("rb") as stream:
            return stream.read(limits.file + 1)
    except FileNotFoundError:
        raise UnreadableDocumentError(
            f"{path} does not exist. Check the spelling and the folder."
        ) from None
    except OSError as error:
        raise UnreadableDocumentError(f"{path} cannot be opened: {error.strerror}.") from error


def read_text(path: str | Path) -> str:
    """Return the text of a document; places elsewhere are character offsets into it.

    Raises:
        UnreadableDocumentError: what was wrong and what to do.
    """
    return read_document(path).text
