"""All that the page of one measure shows, drawn from at most three runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from avow.analysis import measures, variation
from avow.charts.series import written
from avow.web.core.components import Chart, Figure, Table
from avow.web.measures import judging, mixing, pictures, runs
from avow.web.measures.asking import Asked
from avow.web.measures.runs import Run

Rows = Sequence[dict[str, Any]]
# Areas so small that chance moves their figures more than anything else does.
_SMALL = ("borough", "ward")


@dataclass(frozen=True)
class FigurePage:
    """What to show of a measure as it was asked for; a part that cannot be made is empty."""

    run: Run
    asked: Asked
    exact: bool
    at: str = ""
    unit: str = ""
    other: str = ""
    units: Sequence[str] = ()
    labels: Sequence[str] = ()
    figure: Figure | None = None
    target: measures.Progress | None = None
    time: Chart | None = None
    places: Chart | None = None
    shrunk: Table | None = None
    group: Chart | str = ""
    lost: Sequence[str] = ()
    two: Chart | None = None
    judged: Sequence[str] = ()
    compared: variation.Comparison | None = None

    @cached_property
    def head(self) -> SafeString:
        """The newest figure and what it says as HTML."""
        return render_to_string("measures/partials/head.html", {"page": self})

    @cached_property
    def figures(self) -> SafeString:
        """The figures, definition and faults as HTML, which do not hang on who looks at them."""
        context = {"page": self, "run": self.run, "asked": self.asked}
        return render_to_string("measures/partials/figures.html", context)

    @classmethod
    def of(cls, definition: measures.Definition, asked: Asked, *, exact: bool) -> "FigurePage":
        """Return the page; ``exact`` figures are for the force's own staff.

        The same asked of the same facts is made once.
        """
        made_from = runs.made_from(definition, asked.group)
        return _kept(definition.id, asked, exact, made_from, get_language() or "")

    @classmethod
    def made(cls, definition: measures.Definition, asked: Asked, *, exact: bool) -> "FigurePage":
        """Return the page, made anew."""
        run = runs.run(definition, asked.by, asked.period, exact=exact)
        if not run.rows:
            return cls(run, asked, exact)
        force = runs.run(definition, "force", asked.period, exact=exact)
        known = runs.units(run)
        unit = asked.unit if asked.unit in known else ""
        rows = runs.of_unit(run, unit) if unit else list(force.rows)
        at = pictures.period_of(run, asked.at)
        other = asked.other if unit and asked.other in known and asked.other != unit else ""
        split = _split(definition, asked, unit, exact=exact) if asked.group else None
        compared = _compared(run, unit, other) if other else None
        return cls(
            run=run,
            asked=asked,
            exact=exact,
            lost=(split or run).lost,
            at=at,
            unit=unit,
            other=other,
            units=known if asked.by != "force" else (),
            labels=runs.labels(run.rows),
            figure=_figure(definition, rows, at),
            target=_target(definition, exact=exact),
            time=pictures.over_time(run, rows) if rows and not other else None,
            places=pictures.of_places(run, at) if asked.by != "force" else None,
            shrunk=_shrunk(run, at) if asked.by in _SMALL else None,
            group=_by_group(split, asked, unit, at) if split else "",
            two=pictures.of_two(run, _both(run, unit, other), compared.summary)
            if compared
            else None,
            judged=judging.in_words(run, at, unit, run if unit else force),
            compared=compared,
        )


@lru_cache(maxsize=256)
def _kept(measure: str, asked: Asked, exact: bool, _made_from: str, _language: str) -> FigurePage:
    return FigurePage.made(measures.definition(measure), asked, exact=exact)


def _shrunk(run: Run, at: str) -> Table | None:
    return mixing.shrunk(run, [row for row in run.rows if row["period_label"] == at])


def _figure(definition: measures.Definition, rows: Rows, at: str) -> Figure | None:
    """Return the figure of one place in one period, large, with its interval."""
    row = next((row for row in rows if row["period_label"] == at), None)
    if row is None:
        return None
    unit = definition.unit
    if row["value"] is None:
        return Figure(
            label=row["unit"],
            value=_("No figure"),
            definition=_counted(row),
            uncertainty=row["note"],
            period=at,
        )
    between = ""
    if row["low"] is not None and row["high"] is not None:
        between = _("95%% interval %(low)s to %(high)s.") % {
            "low": written(row["low"], unit),
            "high": written(row["high"], unit),
        }
    return Figure(
        label=row["unit"],
        value=written(row["value"], unit),
        unit=unit,
        definition=_counted(row),
        uncertainty=f"{between} {row['note']}".strip(),
        period=at,
    )


def _counted(row: dict[str, Any]) -> str:
    """Return the counts behind a figure in words; what the page says above defines it."""
    above, below = row["numerator"], row["denominator"]
    if below is None:
        return ""
    if above is None:
        return _("From %(n)s cases.") % {"n": f"{below:,}"}
    return _("Counted: %(above)s of %(below)s.") % {"above": f"{above:,}", "below": f"{below:,}"}


def _target(definition: measures.Definition, *, exact: bool) -> measures.Progress | None:
    """Return how the whole force stands against its target, by the figures this person sees."""
    if not {"force", "year"} <= {*definition.by, *definition.periods}:
        return None
    yearly = runs.run(definition, "force", "year", exact=exact)
    return measures.against_target(yearly.result) if yearly.result else None


def _split(definition: measures.Definition, asked: Asked, unit: str, *, exact: bool) -> Run:
    """Return the run by group: of the kind of place where one is shown, else of the force."""
    by = asked.by if unit else "force"
    return runs.run(definition, by, asked.period, exact=exact, group=asked.group)


def _by_group(split: Run, asked: Asked, unit: str, at: str) -> Chart | str:
    """Return the groups of the place shown side by side, or why they cannot be."""
    if not split.rows:
        return split.refused
    rows = runs.of_unit(split, unit) if unit else list(split.rows)
    return pictures.by_group(split, rows, asked.group, at) or _("There are no figures by group.")


def _both(run: Run, unit: str, other: str) -> list[dict[str, Any]]:
    return [*runs.of_unit(run, unit), *runs.of_unit(run, other)]


def _compared(run: Run, unit: str, other: str) -> variation.Comparison | None:
    """Return how two places differ."""
    return variation.compare_two(run.result, unit, other) if run.result else None
