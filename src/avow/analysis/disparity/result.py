"""What a comparison found: tables, sentences, cautions."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from avow.analysis.disclosure import Protected

LESS, MORE, EDGE, NONE_SHOWN, TOO_FEW, REFERENCE = (
    "less often",
    "more often",
    "at the edge",
    "no difference shown",
    "too few to say",
    "reference",
)

SCHEMA = pa.schema(
    [
        ("step", pa.string()),
        ("since", pa.string()),  # start | before
        ("out_of", pa.string()),
        ("group", pa.string()),
        ("reached", pa.int64()),
        ("of", pa.int64()),
        *((name, pa.float64()) for name in ("rate", "rate_low", "rate_high")),
        *((name, pa.float64()) for name in ("ratio", "ratio_low", "ratio_high")),
        *((name, pa.float64()) for name in ("difference", "difference_low", "difference_high")),
        ("p", pa.float64()),
        ("p_adjusted", pa.float64()),
        *((name, pa.float64()) for name in ("bound_low", "bound_high")),
        *((name, pa.float64()) for name in ("bound_limit_low", "bound_limit_high")),
        ("ratio_if_all", pa.float64()),  # were all those not known in this group
        ("survives", pa.string()),
        ("interval", pa.string()),  # score | exact
        ("verdict", pa.string()),
    ]
)

ADJUSTED = pa.schema(
    [
        ("step", pa.string()),
        ("since", pa.string()),
        ("group", pa.string()),
        *((name, pa.float64()) for name in ("raw", "raw_low", "raw_high")),
        *((name, pa.float64()) for name in ("adjusted", "adjusted_low", "adjusted_high")),
        *((name, pa.float64()) for name in ("p", "p_adjusted")),
        *((name, pa.int64()) for name in ("strata", "people", "left_out")),
        ("homogeneity_p", pa.float64()),
        ("reversal", pa.string()),  # "" | reversed | vanishes | appears
    ]
)


_SHOWN = ("step", "out_of", "group", "reached", "of", "rate", "ratio", "ratio_low", "ratio_high",
          "bound_low", "bound_high", "verdict")  # fmt: skip


@dataclass(frozen=True)
class Disparity:
    """Groups compared at every step of a path.

    ``table`` has a row per step, since (from the ``start`` or from the step ``before``) and
    group; rates are shares from 0 to 1, ratios and differences are against ``reference``.
    ``adjusted`` has a row per comparison made within strata, empty without strata. ``summary``
    and ``sentences`` say the same in words.
    """

    variable: str
    defined_by: str
    second: str
    reference: str
    steps: tuple[str, ...]
    start: str
    counted: str
    strata: tuple[str, ...]
    level: float
    comparisons: int
    table: pa.Table
    adjusted: pa.Table
    summary: str
    sentences: tuple[str, ...]
    method: str
    cautions: tuple[str, ...] = field(default=())

    def _repr_html_(self) -> str:
        from avow.analysis.notebook import letter

        parts = (("", self.sentences), ("Beware", self.cautions), ("Method", [self.method]))
        return letter(self.summary, parts, self.table.select(list(_SHOWN)))

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values for JSON; an infinite limit becomes None."""
        plain: dict[str, Any] = {
            name: getattr(self, name)
            for name in ("summary", "variable", "defined_by", "second", "reference", "steps")
        }
        plain |= {
            name: getattr(self, name)
            for name in ("start", "counted", "strata", "level", "comparisons")
        }
        plain |= {"sentences": self.sentences, "cautions": self.cautions, "method": self.method}
        plain = {k: list(v) if isinstance(v, tuple) else v for k, v in plain.items()}
        return {
            **plain,
            "rows": [_finite(row) for row in self.table.to_pylist()],
            "adjusted": [_finite(row) for row in self.adjusted.to_pylist()],
        }

    def protected(self, by: str = "force", period: str = "all") -> "Protected":
        """Return what may leave: small counts suppressed, the rest rounded, rates made anew.

        See ``avow.analysis.disparity.protecting``.
        """
        from avow.analysis.disparity.protecting import protect_disparity

        return protect_disparity(self, by, period)


def _finite(row: dict[str, Any]) -> dict[str, Any]:
    return {name: None if value == float("inf") else value for name, value in row.items()}
