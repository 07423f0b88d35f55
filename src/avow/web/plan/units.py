"""The places that may each deliver an action: command units and boroughs whose facts are loaded."""

from django.conf import settings

from avow.analysis.engine import Facts, layout


def _named(kind: str) -> set[str]:
    # Asked before the engine is started, which takes a while.
    if not layout.files(settings.DATA_FOLDER, "areas"):
        return set()
    table = Facts(settings.DATA_FOLDER).table("areas")
    held = table.filter(table.kind == "borough").select(kind).distinct().to_pyarrow()
    return {name for name in held[kind].to_pylist() if name}


def command_units() -> list[str]:
    """Return the command units by name; none where no areas are loaded."""
    return sorted(_named("bcu"))


def boroughs() -> list[str]:
    """Return the boroughs by name; none where no areas are loaded."""
    return sorted(_named("borough"))
