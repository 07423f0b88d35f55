"""Read a document from disk as the exact string that every position refers to."""

from pathlib import Path


class UnreadableDocumentError(ValueError):
    """The file cannot be read as text; the message says why and what to do."""


def read_text(path: str | Path) -> str:
    """Return the file as text, nothing normalised.

    Positions elsewhere are character offsets into this string, so line ends, spaces and a leading
    byte order mark are kept as they are.

    Raises:
        UnreadableDocumentError: no such file, a folder, empty, not text, or not UTF-8.
    """
    path = Path(path)
    if path.is_dir():
        raise UnreadableDocumentError(f"{path} is a folder. Give the path of one text file.")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocumentError(
            f"{path} does not exist. Check the spelling and the folder."
        ) from None
    except OSError as error:
        raise UnreadableDocumentError(f"{path} cannot be opened: {error.strerror}.") from error
    if b"\0" in data:
        raise UnreadableDocumentError(
            f"{path} is not a text file (it holds binary data{_kind(data)}). "
            "Save or export it as plain text (UTF-8) and try again."
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableDocumentError(
            f"{path} is not UTF-8: line {line} holds the byte 0x{data[error.start]:02x}"
            f"{_kind(data)}. Save it again with the encoding set to UTF-8."
        ) from error
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise UnreadableDocumentError(f"{path} is empty. Choose a file that holds the document.")
    return text


def _kind(data: bytes) -> str:
    known = {b"%PDF": "PDF", b"PK\x03\x04": "a Word, Excel or zip file", b"\xff\xfe": "UTF-16"}
    for start, name in known.items():
        if data.startswith(start):
            return f"; it looks like {name}"
    return ""
