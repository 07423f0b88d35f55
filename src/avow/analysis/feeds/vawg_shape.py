"""The shape of the Metropolitan Police's VAWG files: their columns, and the tables they stack."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.files import Part

RECORDED = "recorded_date_months"
COMMITTED = "date_committed_from_date_months"
COUNT = "count"
NEEDED = (RECORDED, COMMITTED, COUNT)

PLACE = ("bcu_location", "borough_name", "ward_name_clean_2")
CLASS = ("crimsec_group", "crimseccodeexpansion", "vawg_offence", "crimsec_offences")
AGE = ("age_group",)
ETHNIC = ("ethnic_appearance_group_group",)
DIMENSIONS = (*PLACE, *CLASS, *AGE, *ETHNIC)


@dataclass(frozen=True)
class Stacked:
    """One of the tables stacked in a file: ``label`` is found in the words the publisher uses."""

    table: str
    unit: str
    label: str
    dimensions: tuple[str, ...]


STACKED = (
    Stacked("offences_by_place", "offences", r"offence.*\b(location|place)", PLACE),
    Stacked("offences_by_class", "offences", r"offence.*\bclass", CLASS),
    Stacked("victims_by_place", "victims", r"victim.*\b(location|place)", PLACE),
    Stacked("victims_by_age", "victims", r"victim.*\bage\b", AGE),
    Stacked("victims_by_ethnic_group", "victims", r"victim.*\bethnic", ETHNIC),
)
BY_TABLE = {stacked.table: stacked for stacked in STACKED}


def table_of_label(label: str) -> str | None:
    """Return the contract table that a label such as ``Offence count location`` stands for."""
    words = label.casefold().replace("_", " ")
    return next((s.table for s in STACKED if re.search(s.label, words)), None)


def check_columns(part: Part) -> None:
    """Refuse a part that has not the publisher's columns.

    Raises:
        FeedError: naming the columns that are missing and those that were found.
    """
    names = set(part.rows.column_names)
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise FeedError(
            f"{part.name} is not a VAWG file of the Metropolitan Police: the column "
            f"{' and '.join(missing)} is missing. Columns found: {', '.join(sorted(names))}. "
            "Give the publisher's file as it was downloaded, with its header row."
        )
    for stacked in STACKED:
        some = names & set(stacked.dimensions)
        if some and stacked.dimensions in (PLACE, CLASS) and some != set(stacked.dimensions):
            raise FeedError(
                f"{part.name} has {', '.join(sorted(some))} but not "
                f"{', '.join(sorted(set(stacked.dimensions) - some))}: they belong together. "
                "Give the publisher's file as it was downloaded."
            )
    if not names & set(DIMENSIONS):
        raise FeedError(
            f"{part.name} counts by nothing: it needs the columns {', '.join(PLACE)}, or "
            f"{', '.join(CLASS)}, or {AGE[0]}, or {ETHNIC[0]}. "
            f"Columns found: {', '.join(sorted(names))}."
        )


def labels_of(part: Part) -> dict[str, str]:
    """Return what each value of the part's column ``sheet`` stands for; unknown ones are absent."""
    if "sheet" not in part.rows.column_names:
        return {}
    values: Sequence[object] = pc.unique(part.rows["sheet"]).to_pylist()
    told = {str(v): table_of_label(str(v)) for v in values if v is not None}
    return {label: table for label, table in told.items() if table}


def table_of_part(part: Part) -> str | None:
    """Return the one table that a part without a column ``sheet`` holds; None where it has one.

    Raises:
        FeedError: it cannot be told whether the part counts offences or victims.
    """
    names = set(part.rows.column_names)
    if "sheet" in names:
        return None
    if part.sheet and (told := table_of_label(part.sheet)):
        return told
    filled = [s.table for s in STACKED if set(s.dimensions) <= names]
    if len(filled) == 1:
        return filled[0]
    raise FeedError(
        f"{part.name} has no column 'sheet', and its columns fit {' and '.join(filled)}. Name the "
        "sheet as the publisher does, or add a column 'sheet' with one of: Offence count location, "
        "Offence count classification, Victim count by location, Victim count by age group, "
        "Victim count by ethnic group."
    )
