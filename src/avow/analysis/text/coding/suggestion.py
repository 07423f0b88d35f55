"""What a machine suggests for one answer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Suggestion:
    """Labels for an answer, most probable first.

    ``confidence`` is the chance, from 0 to 1, that a person would give exactly these labels,
    calibrated on the coded answers; ``per_label`` has the chance of every label learnt.
    """

    labels: tuple[str, ...]
    confidence: float
    per_label: dict[str, float]
