"""Two loads of an invented publisher, the second with a silent change in it."""

import datetime as dt

import pytest

from avow import charts
from avow.analysis import feeds
from avow.charts.loads import of_months
from tests.analysis.feeds import invented
from tests.analysis.feeds.invented import AT, OFFENCE_COLUMNS


@pytest.fixture(scope="session", autouse=True)
def charts_are_warm() -> None:
    """Draw a chart once, so that no test is charged for importing what draws."""
    charts.svg(of_months([("x", {"2024-01": 1})], unit="rows"))


BOROUGHS = (
    "Hackney",
    "Tower Hamlets",
    "Camden",
    "Islington",
    "Brent",
    "Barnet",
    "Harrow",
    "Bexley",
)


def rows(ward: str | None):
    """Return 14 months of eight boroughs."""
    months = [f"{2023 + m // 12}-{m % 12 + 1:02d}" for m in range(10, 24)]
    return [
        dict(invented.place("Central East", borough, ward, month, month, 9))
        for borough in BOROUGHS
        for month in months
    ]


@pytest.fixture
def empty(tmp_path, settings):
    """Return an empty data folder."""
    settings.DATA_FOLDER = tmp_path / "data"
    return settings.DATA_FOLDER


@pytest.fixture
def loads(empty, tmp_path):
    """Return the data folder with two loads of one feed; the wards are gone from the second."""
    second = [*rows(None), rows(None)[0] | {"count": -1}]
    for name, many, day in (("a", rows("Dalston"), 1), ("b", second, 30)):
        path = invented.parquet(tmp_path / f"{name}.parquet", many, OFFENCE_COLUMNS)
        feeds.load(empty, "mps-vawg", [path], at=AT + dt.timedelta(days=day))
    return empty
