"""Reviewed data files, words first: each says its source, validity, owner and next review.

``read(kind, name)`` returns one file; ``names(kind)`` lists them. A file without the common header
is refused, so nothing is used that nobody answers for.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

HEADER: Mapping[str, type] = {
    "title": str,
    "source": str,
    "valid_from": date,
    "verified": bool,
    "owner": str,
    "next_review": date,
}


class DefinitionError(ValueError):
    """A definition file is missing or does not say what every one must say."""


def names(kind: str) -> list[str]:
    """Return the names of the definitions of one kind, sorted."""
    folder = files(__name__) / kind
    if not folder.is_dir():
        return []
    return sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name[-5:] == ".toml")


@cache
def read(kind: str, name: str) -> Mapping[str, Any]:
    """Return the definition ``kind/name.toml``. The caller must not change it.

    Raises:
        DefinitionError: no such file, not TOML, or a header field is missing or of another type.
    """
    if name not in names(kind):
        raise DefinitionError(f"No {kind} definition is called {name!r}: {', '.join(names(kind))}.")
    text = (files(__name__) / kind / f"{name}.toml").read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(
            f"definitions/{kind}/{name}.toml is not valid TOML: {error}"
        ) from error
    for field, kind_of in HEADER.items():
        if not isinstance(data.get(field), kind_of):
            raise DefinitionError(
                f"definitions/{kind}/{name}.toml needs {field!r} as {kind_of.__name__}."
            )
    return data
