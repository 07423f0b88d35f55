"""The areas people may answer for: those whose facts are loaded. Never a postcode."""

from django.conf import settings

from avow.analysis.engine import Facts, NoFactsError


def boroughs() -> list[str]:
    """Return the boroughs among the areas that were loaded, by name; none where none were."""
    facts = Facts(settings.DATA_FOLDER)
    try:
        table = facts.table("areas")
    except NoFactsError:
        return []
    found = table.filter(table.kind == "borough").select("borough").distinct()
    return sorted(found.to_pyarrow()["borough"].to_pylist())
