"""Learn how people coded some answers, and suggest codes for the rest."""

from avow.analysis.text.coding.coder import Coder
from avow.analysis.text.coding.scores import Scores, f1_scores
from avow.analysis.text.coding.suggestion import Suggestion

__all__ = ["Coder", "Scores", "Suggestion", "f1_scores"]
