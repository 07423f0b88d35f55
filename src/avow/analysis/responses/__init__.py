"""What a survey's responses say together: who agreed, who answered, in numbers and in words."""

from avow.analysis.responses.agreement import Agreement, Kappa, agreement
from avow.analysis.responses.crosstabs import crosstab, protect_crosstab
from avow.analysis.responses.portions import in_words, portion
from avow.analysis.responses.raking import MarginError, Weights, rake
from avow.analysis.responses.reach import Reach, reach

__all__ = [
    "Agreement",
    "Kappa",
    "MarginError",
    "Reach",
    "Weights",
    "agreement",
    "crosstab",
    "in_words",
    "portion",
    "protect_crosstab",
    "rake",
    "reach",
]
