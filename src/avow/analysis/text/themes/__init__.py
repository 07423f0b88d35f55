"""Propose themes for the free-text answers to one question."""

from avow.analysis.text.themes.proposal import Proposal, Theme
from avow.analysis.text.themes.proposing import propose
from avow.analysis.text.themes.setting_apart import reason_to_set_apart

__all__ = ["Proposal", "Theme", "propose", "reason_to_set_apart"]
