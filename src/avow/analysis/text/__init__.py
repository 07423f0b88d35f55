"""Submissions as text: what they ask, and which commitments of a plan would carry it."""

from avow.analysis.text.linking import Link, Linker, link
from avow.analysis.text.reading import (
    Reading,
    ReadSentence,
    Recommendation,
    find_recommendations,
)
from avow.analysis.text.same import Group, same_asks
from avow.analysis.text.similarity import Similarity
from avow.analysis.text.vocabulary import Concept, Vocabulary, VocabularyError, load_vocabulary

__all__ = [
    "Concept",
    "Group",
    "Link",
    "Linker",
    "ReadSentence",
    "Reading",
    "Recommendation",
    "Similarity",
    "Vocabulary",
    "VocabularyError",
    "find_recommendations",
    "link",
    "load_vocabulary",
    "same_asks",
]
