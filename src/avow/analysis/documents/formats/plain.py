"""Plain text and Markdown: the text is the file's own, but for its line ends."""

import re

from avow.analysis.documents.building import lines_of
from avow.analysis.documents.decoding import decode
from avow.analysis.documents.document import Document, UnreadableDocumentError
from avow.analysis.documents.limits import Limits


def read_plain(data: bytes, kind: str, name: str, limits: Limits) -> Document:
    """Return a text file as a document; nothing but line ends is changed.

    Raises:
        UnreadableDocumentError: not text, empty or too long.
    """
    text, warning = decode(data)
    if not re.search(r"[^\s\ufeff]", text):
        raise UnreadableDocumentError("{name} is empty. Choose a file that holds the document.")
    if len(text) > limits.characters:
        raise UnreadableDocumentError(
            f"{{name}} holds more than {limits.characters:,} letters. Split it."
        )
    warnings = (warning,) if warning else ()
    return Document(name, kind, text, lines_of(text), warnings=warnings)
