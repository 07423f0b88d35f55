"""Documents as text: paragraphs and sentences with exact places, and the plans they set out."""

from avow.analysis.documents.confined import PageImage
from avow.analysis.documents.document import (
    Box,
    Document,
    Mark,
    Note,
    Place,
    UnreadableDocumentError,
)
from avow.analysis.documents.limits import LIMITS, Limits
from avow.analysis.documents.paragraphs import Paragraph, paragraphs
from avow.analysis.documents.parse import parse_plan, read_plan
from avow.analysis.documents.plan import (
    Action,
    Commitment,
    NotAPlanError,
    Pillar,
    Plan,
    to_toml,
)
from avow.analysis.documents.reading import page_image, read_document, read_text
from avow.analysis.documents.sentences import Sentence, sentences

__all__ = [
    "LIMITS",
    "Action",
    "Box",
    "Commitment",
    "Document",
    "Limits",
    "Mark",
    "NotAPlanError",
    "Note",
    "PageImage",
    "Paragraph",
    "Pillar",
    "Place",
    "Plan",
    "Sentence",
    "UnreadableDocumentError",
    "page_image",
    "paragraphs",
    "parse_plan",
    "read_document",
    "read_plan",
    "read_text",
    "sentences",
    "to_toml",
]
