"""Avow runs a police force's action plan on violence against women and girls in the open."""

__version__ = "0.1.0"
