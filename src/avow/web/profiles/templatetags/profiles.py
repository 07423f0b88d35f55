"""What the pages and the document of a profile need in templates: `{% load profiles %}`."""

from django import template

from avow.web.core.components import Cell, Column, Value
from avow.web.profiles.document import wording
from avow.web.profiles.document.html import as_picture

register = template.Library()
register.filter("picture", as_picture)
register.filter("written", wording.written)
register.filter("changed", wording.changed)
register.filter("by_whom", wording.by_whom)


@register.filter
def as_cell(value: Value) -> Cell:
    """Return a value of a table as a cell with its text and note."""
    if isinstance(value, Cell):
        return value
    return Cell(text="–" if value is None else str(value))


@register.filter
def as_column(value: Column | str) -> Column:
    """Return a head of a table as a column."""
    return value if isinstance(value, Column) else Column(label=value)
