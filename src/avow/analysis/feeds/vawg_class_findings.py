"""Findings on offence titles and classes: near-duplicates, groups, disagreements."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from avow.analysis.feeds import classes, titles
from avow.analysis.feeds.report import Finding

_TABLE = "offences_by_class"
_OFFENCE = ("home_office_group", "home_office_class", "publisher_class", "title")


def class_findings(tables: Mapping[str, pa.Table]) -> list[Finding]:
    """Return the findings on the table of offences by class, if the load has one."""
    if _TABLE not in tables:
        return []
    counted = (
        tables[_TABLE]
        .group_by([*_OFFENCE, "offence_group"])
        .aggregate([("offences", "sum")])
        .sort_by([(name, "ascending") for name in _OFFENCE])
        .to_pylist()
    )
    return [
        *_outside(counted),
        _groups(counted),
        *_disagreements(counted),
        *_unclassified(counted),
        *_titles(counted),
    ]


def _total(counted: Sequence[Mapping[str, Any]]) -> int:
    return sum(row["offences_sum"] for row in counted)


def _outside(counted: Sequence[Mapping[str, Any]]) -> list[Finding]:
    outside = [row for row in counted if row["home_office_group"].casefold() == _OUTSIDE]
    if not outside:
        return []
    by_class = [[row["publisher_class"], row["offences_sum"]] for row in outside]
    sentence = (
        f"{_total(outside):,} of {_total(counted):,} offences lie outside the publisher's VAWG "
        "classes: they were flagged by hand, and the source does not say what they are."
    )
    title = "Flagged outside the VAWG classes"
    columns = ("publisher's class", "offences")
    return [Finding("outside_classes", title, sentence, (_TABLE,), True, columns, by_class)]


_OUTSIDE = "other flagged offences outside of vawg"


def _groups(counted: Sequence[Mapping[str, Any]]) -> Finding:
    shown = []
    for group in classes.groups():
        own = [row for row in counted if row["offence_group"] == group.id]
        if own:
            shown.append([group.label, len({row["title"] for row in own}), _total(own)])
    number = len({row["title"] for row in counted})
    return Finding(
        "groups",
        f"Groups of {classes.DEFINITION}",
        f"{number} titles fall into {len(shown)} groups.",
        (_TABLE,),
        columns=("group", "titles", "offences"),
        rows=shown,
    )


def _disagreements(counted: Sequence[Mapping[str, Any]]) -> list[Finding]:
    known = {group.id: group for group in classes.groups()}
    shown = []
    for row in counted:
        group = known[row["offence_group"]]
        how = classes.disagreement(classes.Offence(*(row[name] for name in _OFFENCE)), group)
        if how:
            shown.append(
                [row["title"], row["publisher_class"], group.label, how, row["offences_sum"]]
            )
    if not shown:
        return []
    total = sum(row[-1] for row in shown)
    sentence = (
        f"{len(shown)} titles ({total:,} of {_total(counted):,} offences) are classed otherwise by "
        f"the publisher than by {classes.DEFINITION}; both classifications are kept."
    )
    columns = ("title", "publisher's class", "our group", "how they differ", "offences")
    title = "Disagreements with the publisher"
    return [Finding("disagreements", title, sentence, (_TABLE,), True, columns, shown)]


def _unclassified(counted: Sequence[Mapping[str, Any]]) -> list[Finding]:
    shown = [
        [row["title"], row["publisher_class"], row["offences_sum"]]
        for row in counted
        if row["offence_group"] == "unclassified"
    ]
    if not shown:
        return []
    total = sum(row[-1] for row in shown)
    sentence = f"{len(shown)} titles ({total:,} offences) fit no group of {classes.DEFINITION}."
    columns = ("title", "publisher's class", "offences")
    title = "Titles not yet classified"
    return [Finding("unclassified", title, sentence, (_TABLE,), True, columns, shown)]


def _titles(counted: Sequence[Mapping[str, Any]]) -> list[Finding]:
    every = {row["title"] for row in counted}
    variants = titles.spelling_variants(every)
    alike = titles.look_alikes(every)
    found = []
    if variants:
        sentence = (
            f"{sum(map(len, variants))} of {len(every)} titles are {len(variants)} titles written "
            "in several ways (a full stop, a comma, case or spacing): count by group, not by title."
        )
        rows = [[len(group), " | ".join(group)] for group in variants]
        title, columns = "Titles written in several ways", ("ways", "titles")
        found.append(Finding("title_variants", title, sentence, (_TABLE,), True, columns, rows))
    if alike:
        sentence = f"{len(alike)} pairs of titles are alike in all but a few letters."
        pairs = [list(pair) for pair in alike]
        shown = ("one", "other", "likeness of 100")
        title = "Titles nearly the same"
        found.append(Finding("look_alikes", title, sentence, (_TABLE,), False, shown, pairs))
    return found
