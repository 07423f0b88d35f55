"""Released figures as the public pages show them: never without definition, faults, uncertainty."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from avow.charts import headline
from avow.web.core.components import Chart, Download, MapFigure, Table
from avow.web.releases import presenting
from avow.web.releases.actions import refuse_file
from avow.web.releases.files import TamperedError
from avow.web.releases.models import Release
from avow.web.releases.models.proposal import CHART, MAP
from avow.web.releases.verification import read_released

_DOWNLOADS = (("CSV", "data.csv"), ("JSON", "data.json"), ("Parquet", "data.parquet"))
# What was parsed once, by hash: released content never changes, so neither does what it says.
_PARSED_MOST = 32
_parsed: dict[str, Any] = {}


@dataclass(frozen=True)
class Shown:
    """A release as a page shows it; with ``refused`` set, nothing of it is shown but that.

    A released table has a ``brief`` one beside it: its newest period alone.
    """

    release: Release
    about: dict[str, Any]
    chart: Chart | None = None
    map: MapFigure | None = None
    table: Table | None = None
    brief: Table | None = None
    summary: str = ""
    refused: bool = False

    @property
    def measure(self) -> str:
        """The measure's identifier."""
        return str(self.release.manifest["measure"])


def shown(release: Release) -> Shown:
    """Return the release for the page, its files checked; refused if one of them was changed."""
    try:
        return _shown(release)
    except TamperedError as error:
        refuse_file(release=release, name="page", reason=str(error))
        return Shown(release, {}, refused=True)


def _shown(release: Release) -> Shown:
    data, about = read(release, "data.json"), read(release, "definition.json")
    kind = release.manifest["kind"]
    id_ = f"release-{release.number}"
    notes = _notes(about)
    if kind == CHART:
        chart = presenting.chart_of(
            data,
            id=id_,
            svg_url=address(release, "chart.svg"),
            spec_url=address(release, "chart.vl.json"),
            notes=notes,
            downloads=downloads(release),
        )
        return Shown(release, about, chart=chart)
    if kind == MAP:
        figure = presenting.map_of(
            data,
            read(release, "map.json"),
            id=id_,
            image_url=address(release, "map.svg"),
            tiles_url=address(release, "map.pmtiles"),
            notes=notes,
            downloads=downloads(release),
        )
        return Shown(release, about, map=figure)
    rows, unit = data["rows"], data["unit"]
    return Shown(
        release,
        about,
        table=presenting.table_of(rows, caption=data["title"], unit=unit),
        brief=presenting.newest_table(rows, caption=data["title"], unit=unit),
        summary=headline(rows, unit),
    )


def _notes(about: dict[str, Any]) -> list[str]:
    rules = about["disclosure"]
    return [
        about["method"],
        _("Counts from 1 to %(below)s are hidden and others rounded to the nearest %(base)s.")
        % {"below": rules["threshold"] - 1, "base": rules["base"]},
    ]


def address(release: Release, name: str) -> str:
    """Return the address of a released file."""
    return reverse("publication:release-file", args=[release.number, name])


def downloads(release: Release) -> list[Download]:
    """Return the data files of a release, to take away."""
    files = release.manifest["files"]
    return [
        Download(label=label, url=address(release, name), size=filesizeformat(files[name]["bytes"]))
        for label, name in _DOWNLOADS
    ]


def read(release: Release, name: str) -> Any:
    """Return a released JSON file, checked. The caller must not change it.

    Raises:
        TamperedError: the file is gone or was changed.
    """
    content, sha256 = read_released(release, name), release.manifest["files"][name]["sha256"]
    if sha256 not in _parsed:
        while len(_parsed) >= _PARSED_MOST:
            _parsed.pop(next(iter(_parsed)), None)
        _parsed[sha256] = json.loads(content)
    return _parsed[sha256]


def by_measure(releases: Iterable[Release]) -> dict[str, list[Release]]:
    """Return releases by their measure, each newest first as given."""
    found: dict[str, list[Release]] = {}
    for release in releases:
        found.setdefault(str(release.manifest["measure"]), []).append(release)
    return found


def newest_of_each(releases: Sequence[Release]) -> list[Release]:
    """Return the newest release of each kind, area and period of one measure."""
    newest: dict[tuple[str, str, str], Release] = {}
    for release in releases:
        made = release.manifest
        newest.setdefault((made["kind"], made["by"], made["period"]), release)
    return list(newest.values())
