"""Bytes to text: UTF-8 first, then what the bytes themselves say, and never a guess unsaid."""

import re

from avow.analysis.documents.document import UnreadableDocumentError

_MARKS = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"),
          (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))  # fmt: skip
_MANY_BYTES = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SAVE = "Save it again with the encoding set to UTF-8."


def plain_lines(text: str) -> str:
    """Return ``text`` with every line end as a newline, without a mark at its start."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a plain file with plain line ends, and a warning or nothing.

    Files without a mark are read as UTF-8; failing that as Windows-1252, the other common encoding
    of English, but only where nothing in them looks like UTF-8.

    Raises:
        UnreadableDocumentError: neither; names the line. ``{name}`` stands for the file's name.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _checked(data.decode(encoding)), ""
            except UnicodeDecodeError as error:
                raise UnreadableDocumentError(
                    f"{{name}} says it is {encoding.upper()} but is not. {_SAVE}"
                ) from error
    try:
        return _checked(data.decode("utf-8")), ""
    except UnicodeDecodeError as error:
        if not _MANY_BYTES.search(data):
            return _western(data, error)
        raise _not_utf8(data, error) from error


def _western(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    try:
        text = _checked(data.decode("cp1252"))
    except UnicodeDecodeError:
        raise _not_utf8(data, error) from error
    return text, (
        "{name} is not UTF-8 and was read as Windows-1252. Check quotes, dashes and accents."
    )


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> UnreadableDocumentError:
    line = data.count(b"\n", 0, error.start) + 1
    return UnreadableDocumentError(
        f"{{name}} is not UTF-8: line {line} holds the byte 0x{data[error.start]:02x}. {_SAVE}"
    )


def _checked(text: str) -> str:
    text = plain_lines(text)
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise UnreadableDocumentError(
            f"{{name}} is not a text file: line {line} holds the control character "
            f"U+{ord(found[0]):04X}. Save or export it as PDF, DOCX, ODT or plain text."
        )
    return text
