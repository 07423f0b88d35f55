"""The Metropolitan Police's open data on violence against women and girls.

The publisher stacks tables that count the same offences (or victims) in different ways. They are
told apart by the column ``sheet``, or by the name of a workbook's sheet, or else by which columns
a file has; each goes to a contract table of its own, so that nothing can add them up.
"""

from collections import Counter
from collections.abc import Sequence

from avow.analysis.feeds import classes, names, vawg_findings, vawg_map, vawg_source
from avow.analysis.feeds.base import Feed, Mapped, Progress, Refused, broken_rows
from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.files import Input, Part, parts
from avow.analysis.feeds.vawg_shape import NEEDED, STACKED, check_columns


def read(inputs: Sequence[Input], known: names.Geography, progress: Progress) -> Mapped:
    """Map offence and victim files to the five tables of counts.

    Raises:
        FeedError: a file has not the publisher's columns, it cannot be told what it counts, or no
            row of it can be used.
    """
    found: list[Part] = []
    for given in inputs:
        progress(f"Reading {given.path.name}")
        found.extend(parts(given, NEEDED))
    for part in found:
        check_columns(part)
    progress("Checking every row")
    rows = vawg_source.judged(found)
    refused = vawg_source.refused(rows, found)
    broken = [row for part in found for row in broken_rows(part)]
    present = [i for i in range(len(STACKED)) if rows.sound(i).any()]
    if not present:
        raise FeedError(_nothing_usable(found, [*refused, *broken]))
    progress("Mapping to the contract")
    tables = {STACKED[i].table: vawg_map.contract_table(rows, i, known) for i in present}
    summaries = [vawg_map.summary(rows, i, tables[STACKED[i].table], refused) for i in present]
    progress("Writing the quality report")
    by_file: Counter[str] = Counter()
    for part in found:
        by_file[part.file] += part.rows.num_rows + len(part.broken)
    findings = vawg_findings.findings(rows, tables, known)
    return Mapped(tables, summaries, [*refused, *broken], findings, by_file)


def _nothing_usable(found: Sequence[Part], refused: Sequence[Refused]) -> str:
    reasons = Counter(row.reason for row in refused)
    why = "; ".join(f"{reason} ({rows} rows)" for reason, rows in reasons.most_common(3))
    return (
        f"No row of {', '.join(part.name for part in found)} can be used: "
        f"{why or 'there are no rows under the header'}. Nothing was loaded."
    )


FEED = Feed(
    name="mps-vawg",
    title="Metropolitan Police: recorded VAWG offences and their victims, by month",
    takes=("offences (Parquet, CSV or XLSX)", "victims (Parquet, CSV or XLSX)"),
    tables=tuple(stacked.table for stacked in STACKED),
    version="1",
    read=read,
    definitions=(("offences", classes.DEFINITION), ("geography", names.DEFINITION)),
)
