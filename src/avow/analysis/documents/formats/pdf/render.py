"""A page of a PDF as a picture (PNG)."""

import ctypes
import struct
import zlib

import pypdfium2.raw as pdfium

from avow.analysis.documents.document import UnreadableDocumentError
from avow.analysis.documents.formats.pdf.opening import opened
from avow.analysis.documents.limits import Limits

_TALLEST = 4_000
_WHITE = 0xFFFFFFFF


def page_png(data: bytes, number: int, width: int, limits: Limits) -> tuple[bytes, float, float]:
    """Return a page (from 1) as PNG, about ``width`` dots wide, and its size in points.

    Raises:
        UnreadableDocumentError: no such page, or it cannot be drawn.
    """
    with opened(data, limits) as (handle, count):
        page = pdfium.FPDF_LoadPage(handle, number - 1) if 1 <= number <= count else None
        if not page:
            raise UnreadableDocumentError(f"{{name}} has no page {number} that can be shown.")
        try:
            across = float(pdfium.FPDF_GetPageWidthF(page))
            down = float(pdfium.FPDF_GetPageHeightF(page))
            dots = (width, max(1, min(_TALLEST, round(width * down / max(1.0, across)))))
            return _png(_drawn(page, *dots), *dots), across, down
        finally:
            pdfium.FPDF_ClosePage(page)


def _drawn(page: object, width: int, height: int) -> bytes:
    """Return the page as rows of red, green and blue, three bytes a dot."""
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        raise UnreadableDocumentError("{name} has a page too large to be drawn.")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        flags = pdfium.FPDF_REVERSE_BYTE_ORDER | pdfium.FPDF_ANNOT
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        held = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return b"".join(b"\0" + held[row * stride : row * stride + 3 * width] for row in range(height))


def _png(rows: bytes, width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
