"""Findings as a page shows them: chart with its table, words, threats; exact or protected."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from avow import charts, definitions
from avow.analysis.evaluation.effects import NOT_SEEN, SEEN, UNTOLD
from avow.web.core.components import Chart, Column, Download, Table, Value
from avow.web.evaluations import kinds
from avow.web.evaluations.models import Finding
from avow.web.releases.files import as_json

# The sentences of a result that hold percentages and numbers of places alone.
_NO_COUNTS = re.compile(
    r"With these places and periods, a fall of \d+%|With \d+ invented starts|Of \d+ places, "
    r"|No place without the pilot"
)
# Percentages but those of a level, and what is told as a ratio: of counts that are known to the
# nearest five, enough digits tell which they are.
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%(?! interval| at most| was asked)")
_QUOTIENT = re.compile(r"(?<=uotient |nterval )-?\d+\.\d+|(?<=to )-?\d+\.\d+(?=\))")
# The smallest count of which one more or less is less than half a percent.
_SURE = 200
_HEADS = {
    "period": later("Month"),
    "gap": later("Gap"),
    "low": later("From"),
    "high": later("To"),
    "observed": later("Seen"),
    "fitted": later("Fitted"),
    "expected": later("To be expected"),
    "synthetic": later("Mix"),
    "part": later("Area"),
    "difference": later("Difference"),
    "error": later("Error"),
    "z": later("z"),
}
_LEFT = ("after", "fitted")
_ALTS = {
    kinds.DID: later(
        "The gap between pilot and comparison in each month, less its mean before the start, with "
        "intervals."
    ),
    kinds.SERIES: later(
        "What was seen in the pilot each month, and its course before the start carried on."
    ),
    kinds.SYNTHETIC: later("The pilot each month beside the mix of other places."),
    kinds.DISPLACEMENT: later("The change in pilot, buffer and both, with intervals."),
}


@dataclass(frozen=True)
class Shown:
    """A finding on a page. ``refused`` is why there is none, or why it is not shown."""

    finding: Finding
    name: str
    refused: str = ""
    summary: str = ""
    sentences: Sequence[str] = ()
    threats: Sequence[Mapping[str, str]] = ()
    method: str = ""
    chart: Chart | None = None
    further: Sequence[Table] = ()
    downloads: Sequence[Download] = field(default_factory=list)


def shown(finding: Finding, *, exact: bool) -> Shown:
    """Return what to show of a finding; unless ``exact``, words alone and no small counts."""
    name, content = str(kinds.NAMES[finding.method]), finding.content
    if "refused" in content:
        return Shown(finding, name, refused=content["refused"])
    result = content["result"]
    if not exact and content["least"] < _threshold():
        small = _("The counts behind this are too small to be shown outside the force.")
        return Shown(finding, name, refused=small)
    summary, sentences = _lines(finding.method, result, exact=exact)
    step = 0 if exact else _step(content["least"])
    return Shown(
        finding,
        name,
        summary=_coarse(summary, step),
        sentences=[_coarse(line, step) for line in sentences],
        threats=[t | {"sentence": _coarse(t["sentence"], step)} for t in result["threats"]],
        method=result["method"],
        chart=_chart(finding, name) if exact else None,
        further=_further(finding) if exact else (),
        downloads=_downloads(finding) if exact else (),
    )


def _lines(method: str, result: Mapping[str, Any], *, exact: bool) -> tuple[str, list[str]]:
    """Return the summary and the other sentences; unless ``exact``, those without counts."""
    rest = [line for line in result["sentences"] if line != result["summary"]]
    if exact:
        return result["summary"], rest
    if method == kinds.DISPLACEMENT:
        return result["reading"], []
    in_percent = result["effect"]["percent"] is not None
    summary = result["summary"] if in_percent else _("The result is told in counts alone.")
    return summary, [line for line in rest if _NO_COUNTS.match(line)]


def _step(least: float) -> int:
    """Return to how many percent an effect is told to those who see its counts rounded.

    A count more or less may not show in it, or both counts could be worked out from their ratio.
    """
    return 1 if least >= _SURE else 5


def _coarse(said: str, step: int) -> str:
    """Return a sentence with its percentages to the nearest ``step``; as it is where that is 0."""

    def near(found: re.Match[str]) -> str:
        whole = _nearest(float(found[1]), step)
        return f"{whole}%" if whole else f"under {step}%"

    if not step:
        return said
    return _QUOTIENT.sub(lambda found: f"{float(found[0]):.1f}", _PERCENT.sub(near, said))


def _nearest(value: float, step: int) -> int:
    return round(value / step) * step


@dataclass(frozen=True)
class Doubt:
    """Something that could be wrong, said once for all methods that say the same of it."""

    name: str
    state: str
    sentence: str
    methods: tuple[str, ...]


def doubts(every: Sequence[Shown]) -> list[Doubt]:
    """Return the threats of all methods, each sentence once, those that are seen first."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for each in every:
        for threat in each.threats:
            key = (threat["name"], threat["state"], threat["sentence"])
            found.setdefault(key, []).append(each.name)
    listed = [Doubt(*key, methods=tuple(names)) for key, names in found.items()]
    order = {SEEN: 0, NOT_SEEN: 1, UNTOLD: 2}
    return sorted(listed, key=lambda doubt: order[doubt.state])


def overview(every: Sequence[Shown], *, exact: bool = True) -> Table | None:
    """Return the effect by each method that tells one, in percent with its interval."""
    rows: list[list[Value]] = []
    for each in every:
        effect = each.finding.content.get("result", {}).get("effect")
        if each.refused or not effect or effect["percent"] is None:
            continue
        level = f"{100 * effect['level']:.0f}%"
        step = 1 if exact else _step(each.finding.content["least"])
        told = [effect[name] for name in ("percent", "low", "high")]
        near = [None if value is None else _signed(_nearest(value, step)) for value in told]
        rows.append([each.name, *near, level])
    if not rows:
        return None
    return Table(
        caption=_("Difference to what was to be expected without the pilot"),
        columns=[
            Column(label=_("Method")),
            Column(label=_("Best guess"), numeric=True),
            Column(label=_("From"), numeric=True),
            Column(label=_("To"), numeric=True),
            Column(label=_("Interval"), numeric=True),
        ],
        rows=rows,
    )


def _signed(percent: float) -> str:
    """Return a percentage with its sign, so that nobody takes a fall for a rise."""
    whole = round(percent)
    return f"{whole:+d}%".replace("-", "−") if whole else "0%"


def _threshold() -> int:
    return int(definitions.read("disclosure", "default")["threshold"])


def _chart(finding: Finding, name: str) -> Chart:
    return Chart(
        id=f"chart-{finding.method}",
        title=_("%(method)s: %(outcome)s")
        % {"method": name, "outcome": finding.content["outcome"]},
        alt=str(_ALTS[finding.method]),
        table=_table(name, finding.rows()),
        svg=_drawn(as_json(finding.content["chart"])),
        notes=[_("Made from %(loads)s") % {"loads": line} for line in _loads(finding)],
    )


def _loads(finding: Finding) -> list[str]:
    return list(finding.content["loaded_from"])


@lru_cache(maxsize=256)
def _drawn(spec: bytes) -> str:
    return charts.svg(json.loads(spec))


def _table(caption: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    names = [name for name in rows[0] if name not in _LEFT] if rows else []
    head = [
        Column(label=str(_HEADS.get(n, n)), numeric=at > 0, decimals=1 if at else None)
        for at, n in enumerate(names)
    ]
    return Table(
        caption=caption,
        columns=head,
        rows=[[row[name] for name in names] for row in rows],
        absent=_("none"),
    )


def _further(finding: Finding) -> list[Table]:
    """Return the tables beside the main one: weights, placebos, changes."""
    result, tables = finding.content["result"], []
    if finding.method == kinds.SERIES:
        tables.append(
            _plain(
                _("What changed at the start, in percent or in the unit of the outcome"),
                ("change", _("Change")),
                (("estimate", _("Estimate")), ("low", _("From")), ("high", _("To"))),
                result["changes"],
            )
        )
    if finding.method == kinds.SYNTHETIC:
        used = [row for row in result["weights"] if row["weight"] >= 0.005]
        for row in used:
            row["weight"] = round(100 * row["weight"], 1)
        tables.append(
            _plain(_("The mix, in percent"), ("donor", _("Place")), (("weight", _("Share")),), used)
        )
    if finding.method == kinds.DISPLACEMENT:
        tables.append(
            _plain(
                _("Offences counted"),
                ("area", _("Area")),
                (("before", _("Before")), ("after", _("After"))),
                result["counts"],
            )
        )
    if result.get("placebo_dates"):
        tables.append(
            _plain(
                _("Invented starts before the true one: effect in percent"),
                ("start", _("Start")),
                (("percent", _("Effect")), ("low", _("From")), ("high", _("To"))),
                result["placebo_dates"],
            )
        )
    return tables


def _plain(
    caption: str,
    first: tuple[str, str],
    rest: Sequence[tuple[str, str]],
    rows: Sequence[Mapping[str, Any]],
) -> Table:
    return Table(
        caption=caption,
        columns=[
            Column(label=first[1]),
            *(Column(label=label, numeric=True, decimals=1) for _name, label in rest),
        ],
        rows=[[row[first[0]], *(row[name] for name, _label in rest)] for row in rows],
        absent=_("none"),
    )


def _downloads(finding: Finding) -> list[Download]:
    return [
        Download(label=form.upper(), url=reverse("evaluations:download", args=[finding.pk, form]))
        for form in ("csv", "json")
    ]
