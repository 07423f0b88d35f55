"""Text that came in through a form: from a file or pasted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _

LARGEST = 2_000_000


def text_of(upload: "UploadedFile[Any]") -> str:
    """Return an uploaded text file's content, with line ends as browsers show them.

    Raises:
        ValidationError: it is too large, empty, or no UTF-8 text; the message says what to do.
    """
    name = upload.name or _("The file")
    if (upload.size or 0) > LARGEST:
        raise ValidationError(
            _("%(name)s is larger than 2 MB. Split it, or paste the part that matters.")
            % {"name": name}
        )
    data = upload.read()
    if b"\0" in data or data.startswith((b"%PDF", b"PK\x03\x04")):
        raise ValidationError(
            _(
                "%(name)s is not a text file. Save it as plain text (UTF-8), "
                "or paste its text below."
            )
            % {"name": name}
        )
    try:
        return with_plain_lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValidationError(
            _(
                "%(name)s is not UTF-8: line %(line)s holds a byte that is no text. "
                "Save it again with the encoding UTF-8, or paste its text below."
            )
            % {"name": name, "line": line}
        ) from error


def with_plain_lines(text: str) -> str:
    """Return ``text`` with every line end as ``\\n``: a browser counts one character."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def one_text(cleaned: dict[str, Any], missing: str | Promise) -> tuple[str, str]:
    """Return (text, file name) from the fields ``document`` and ``pasted`` of a form.

    Raises:
        ValidationError: neither or both were given; ``missing`` is the message for neither.
    """
    upload, pasted = cleaned.get("document"), with_plain_lines(cleaned.get("pasted") or "")
    if upload and pasted.strip():
        raise ValidationError(_("Choose a file or paste text, not both."))
    text, name = (text_of(upload), upload.name or "") if upload else (pasted, "")
    if not text.strip():
        raise ValidationError(str(missing))
    return text, name
