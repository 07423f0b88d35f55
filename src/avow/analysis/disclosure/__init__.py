"""What is safe to publish: the last step before anything goes to the people who approve it."""

from avow.analysis.disclosure.checking import check
from avow.analysis.disclosure.policy import Policy, policy
from avow.analysis.disclosure.protecting import Protected, protect, protect_result
from avow.analysis.disclosure.rates import Rate
from avow.analysis.disclosure.report import Finding, Report
from avow.analysis.disclosure.sentences import protect_sentence

__all__ = [
    "Finding",
    "Policy",
    "Protected",
    "Rate",
    "Report",
    "check",
    "policy",
    "protect",
    "protect_result",
    "protect_sentence",
]
