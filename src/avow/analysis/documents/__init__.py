"""Documents as text: paragraphs and sentences with exact places, and the plans they set out."""

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
from avow.analysis.documents.reading import UnreadableDocumentError, read_text
from avow.analysis.documents.sentences import Sentence, sentences

__all__ = [
    "Action",
    "Commitment",
    "NotAPlanError",
    "Paragraph",
    "Pillar",
    "Plan",
    "Sentence",
    "UnreadableDocumentError",
    "paragraphs",
    "parse_plan",
    "read_plan",
    "read_text",
    "sentences",
    "to_toml",
]
