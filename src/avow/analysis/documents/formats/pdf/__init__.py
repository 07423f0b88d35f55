"""PDF: letters with their size, weight and place become lines, columns, headings and paragraphs."""

from avow.analysis.documents.formats.pdf.reader import read_pdf
from avow.analysis.documents.formats.pdf.render import page_png

__all__ = ["page_png", "read_pdf"]
