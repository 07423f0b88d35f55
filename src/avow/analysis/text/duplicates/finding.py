"""Group texts that are exact, near or templated copies of one another."""

from collections.abc import Sequence

from avow.analysis.text.duplicates.group import Group
from avow.analysis.text.duplicates.normal import normal_form


def find(texts: Sequence[str]) -> tuple[Group, ...]:
    """Return groups of two or more texts, largest first; a text is in one group at most."""
    by_form: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        by_form.setdefault(normal_form(text), []).append(index)
    groups = [
        Group(tuple(members), "exact", texts[members[0]].strip(), ((),) * len(members), 1)
        for form, members in by_form.items()
        if form and len(members) > 1
    ]
    return tuple(sorted(groups, key=lambda group: (-group.people, group.members)))
