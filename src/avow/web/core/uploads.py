"""Documents that came in through a form: as a file of any known format, or pasted."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.analysis.documents import LIMITS, Document, UnreadableDocumentError, read_document

# What a browser's file chooser offers first; what a file is, its content says.
ACCEPTED = ".pdf,.docx,.odt,.html,.htm,.md,.txt,.eml"
FORMATS = gettext_lazy(
    "PDF, Word (DOCX), OpenDocument (ODT), web page, Markdown, plain text or email (.eml), at most "
    "25 MB. A scan without text cannot be read."
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a form took in: the text, and the document and bytes of the file if it was one."""

    text: str
    name: str = ""
    document: Document | None = None
    data: bytes = b""


def document_of(upload: "UploadedFile[Any]") -> Taken:
    """Read an uploaded file; nothing of it is kept here.

    Raises:
        ValidationError: it cannot be read; the message says why and what to do.
    """
    name = upload.name or _("The file")
    if (upload.size or 0) > LIMITS.file:
        raise ValidationError(
            _("%(name)s is larger than %(size)s MB. Split it, or leave pictures out.")
            % {"name": name, "size": LIMITS.file // 1_000_000}
        )
    try:
        return taken_from(upload.read(), name)
    except UnreadableDocumentError as error:
        raise ValidationError(str(error)) from error


def taken_from(data: bytes, name: str) -> Taken:
    """Read the bytes of a file.

    Raises:
        UnreadableDocumentError: it cannot be read; the message says why and what to do.
    """
    document = read_document(data, name)
    return Taken(document.text, name, document, data)


def with_plain_lines(text: str) -> str:
    """Return ``text`` with every line end as ``\\n``: a browser counts one character."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def one_document(cleaned: dict[str, Any], missing: str | Promise) -> Taken:
    """Return what the fields ``document`` and ``pasted`` of a form hold between them.

    Raises:
        ValidationError: neither or both were given; ``missing`` is the message for neither.
    """
    upload, pasted = cleaned.get("document"), with_plain_lines(cleaned.get("pasted") or "")
    if upload and pasted.strip():
        raise ValidationError(_("Choose a file or paste text, not both."))
    if upload:
        return document_of(upload)
    if not pasted.strip():
        raise ValidationError(str(missing))
    return Taken(pasted)
