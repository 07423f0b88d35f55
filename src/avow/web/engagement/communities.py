"""The communities that the plan reaches out to: a definition file."""

from avow import definitions


def communities() -> dict[str, str]:
    """Return the communities, key to name, in the order of the file."""
    found: dict[str, str] = definitions.read("communities", "default")["communities"]
    return dict(found)
