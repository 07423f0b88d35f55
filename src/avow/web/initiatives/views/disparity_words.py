"""What those of unknown group could change, in words for whoever reads no statistics."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.analysis.disparity import Disparity
from avow.analysis.disparity.filling import SURVIVES
from avow.analysis.disparity.sentences import said
from avow.analysis.disparity.variable import NOT_KNOWN

Row = dict[str, Any]
_APART = ("less often", "more often")


def unknown(found: Disparity) -> list[str]:
    """Return what people of unknown group could change, with the clearest difference as example.

    Nothing where everybody's group is known.
    """
    rows = found.table.to_pylist()
    missing, all_ = _counted(rows)
    if not missing:
        return []
    first = _(
        "The group of %(missing)s of %(all)s %(who)s is not known: about %(share)s in every 100. "
        "Each of them belongs to some group, so every figure on this page could be different."
    ) % {
        "missing": f"{missing:,}",
        "all": f"{all_:,}",
        "who": found.counted,
        "share": max(1, round(100 * missing / all_)),
    }
    apart = [row for row in rows if row["verdict"] in _APART and row["bound_low"] is not None]
    if not apart:
        return [first]
    return [first, _example(min(apart, key=lambda row: row["p"]), found), _fates(apart)]


def protected_unknown(found: Disparity) -> list[str]:
    """Return the same for those from outside the force, without a figure."""
    if not _counted(found.table.to_pylist())[0]:
        return []
    return [
        _("“%(unknown)s” are people whose group nobody wrote down. Each of them belongs to some "
          "group, so a difference shown here could be smaller, larger or the other way round.")
        % {"unknown": NOT_KNOWN}
    ]  # fmt: skip


def _counted(rows: list[Row]) -> tuple[int, int]:
    """Return how many people of the first stage are of unknown group, and how many there are."""
    if not rows:
        return 0, 0
    stage = [r for r in rows if (r["step"], r["since"]) == (rows[0]["step"], rows[0]["since"])]
    return sum(r["of"] for r in stage if r["group"] == NOT_KNOWN), sum(r["of"] for r in stage)


def _example(row: Row, found: Disparity) -> str:
    told = {
        "step": said(row["step"]),
        "reference": found.reference,
        "group": row["group"],
        "now": _of_100(row["ratio"]),
        "low": _of_100(row["bound_low"]),
        "high": _of_100(row["bound_high"]),
    }
    now = _(
        "The clearest difference: out of equal numbers, for every 100 of the group "
        "“%(reference)s” who reached %(step)s, %(now)s of “%(group)s” did."
    )
    if row["bound_high"] in (None, float("inf")):
        then = _("Depending on who the unknown are it is %(low)s or more.")
    else:
        then = _(
            "Depending on who the unknown are it could be as few as %(low)s or as many as %(high)s."
        )
    return f"{now % told} {then % told}"


def _of_100(ratio: float | None) -> str:
    return "" if ratio in (None, float("inf")) else f"{100 * ratio:.0f}"


def _fates(apart: list[Row]) -> str:
    sure = sum(row["survives"] == SURVIVES for row in apart)
    n = len(apart)
    if sure == n:
        return ngettext(
            "The one difference that chance does not explain stays, whoever the unknown are.",
            "All %(n)d differences that chance does not explain stay, whoever the unknown are.",
            n,
        ) % {"n": n}
    return ngettext(
        "%(n)d difference is more than chance explains, and it could vanish or turn round once one "
        "knows who the unknown are. Ask people before anything is built on it.",
        "%(n)d differences are more than chance explains. %(sure)d of them stay whoever the "
        "unknown are; the others could vanish or turn round. Ask people before anything is built "
        "on those.",
        n,
    ) % {"n": n, "sure": sure}
