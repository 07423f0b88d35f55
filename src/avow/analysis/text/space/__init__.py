"""How free-text answers are compared: by letters, by company and by everyday words."""

from avow.analysis.text.space.comparing import Array, Space, likeness, unit_rows

__all__ = ["Array", "Space", "likeness", "unit_rows"]
