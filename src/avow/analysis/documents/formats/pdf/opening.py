"""Open a PDF, or say why that cannot be done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

from avow.analysis.documents.document import UnreadableDocumentError
from avow.analysis.documents.limits import Limits

_PASSWORD, _SECURITY = 4, 5


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[tuple[Any, int]]:
    """Yield the document and its number of pages; closed at the end.

    Raises:
        UnreadableDocumentError: protected, damaged, without pages or with too many.
    """
    pdfium.FPDF_InitLibrary()
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        raise UnreadableDocumentError(_why(pdfium.FPDF_GetLastError()))
    try:
        count = pdfium.FPDF_GetPageCount(handle)
        if count < 1:
            raise UnreadableDocumentError(
                "{name} is damaged: no page of it can be found. Save it again, or ask for it again."
            )
        if count > limits.pages:
            raise UnreadableDocumentError(
                f"{{name}} has {count:,} pages; at most {limits.pages:,} are read. Split it."
            )
        yield handle, count
    finally:
        pdfium.FPDF_CloseDocument(handle)


def _why(code: int) -> str:
    if code in (_PASSWORD, _SECURITY):
        return "{name} is protected with a password. Ask the sender for a copy without one."
    return (
        "{name} is damaged: it starts as a PDF does, but cannot be opened. Save it again, or ask "
        "for it again."
    )
