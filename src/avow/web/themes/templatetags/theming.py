"""`{% load theming %}`: counts with commas."""

from django import template

register = template.Library()


@register.filter
def whole(count: int) -> str:
    """Write a count with a comma between thousands."""
    return f"{count:,}"
