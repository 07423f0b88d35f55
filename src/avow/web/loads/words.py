"""Tables and columns of the facts in words that people use."""

from django.utils.translation import gettext as _

from avow.analysis.feeds.quality import LATE
from avow.analysis.tables import TABLES


def table_name(table: str) -> str:
    """Return a table's name as a heading."""
    return table.replace("_", " ").capitalize()


def column_name(column: str) -> str:
    """Return a column's name as a person would say it."""
    known = {
        LATE: _("Recorded within 28 days"),
        "bcu": _("Command unit"),
        "lsoa": _("Small area (LSOA)"),
        "ethnicity_self": _("Ethnic group, what the person said"),
        "ethnicity_officer": _("Ethnic group, what an officer saw"),
    }
    return known.get(column, column.replace("_", " ").capitalize())


def meaning(table: str, column: str) -> str:
    """Return what a column says, and what it means when it is empty."""
    if column == LATE:
        return _("Of those with both dates: the share recorded within 28 days of when it happened.")
    found = TABLES[table].columns().get(column)
    if found is None:
        return ""
    return f"{found.meaning} {_('No gap.')}" if found.told_by_empty else found.meaning
