"""What takes seconds to work out and holds until facts or runs change: kept for all processes."""

import hashlib
import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.core.cache import cache as shared
from django.utils.translation import get_language

from avow.web.core.sealing import SealError, seal_bytes, unseal_bytes
from avow.web.measures import runs

Made = TypeVar("Made")

# A week: until then the next load has most likely come.
_SECONDS = 7 * 24 * 3600
_MOST = 64
_here: dict[str, Any] = {}


def kept(name: str, make: Callable[[], Made]) -> Made:
    """Return what ``make`` gives: worked out once for the facts, runs and code there are now.

    ``name`` says what it is, and for whom: exact and protected figures have names of their own.
    """
    said = f"{name} {runs.as_they_are()} {_code()} {get_language()}"
    key = f"measures:{hashlib.sha256(said.encode()).hexdigest()}"
    if key not in _here:
        found = _opened(key)
        if found is None:
            found = make()
            # The cache lies in the database, which holds exact figures nowhere else.
            shared.set(key, seal_bytes(pickle.dumps(found), context=key), _SECONDS)
        while len(_here) >= _MOST:
            _here.pop(next(iter(_here)), None)
        _here[key] = found
    made: Made = _here[key]
    return made


def _opened(key: str) -> Any:
    """Return what is kept under ``key``; None where nothing is, or something that we did not."""
    held = shared.get(key)
    try:
        return None if held is None else pickle.loads(unseal_bytes(held, context=key))  # noqa: S301 — sealed by us
    except SealError:
        return None


@cache
def _code() -> str:
    """Return a text that changes when what judges, protects or writes figures does."""
    from avow import analysis, charts, definitions
    from avow.web import measures

    digest = hashlib.sha256()
    top = Path(str(analysis.__file__)).parent
    of_code = [top / "variation", top / "disclosure", Path(str(charts.__file__)).parent]
    of_code.append(Path(str(measures.__file__)).parent)
    sources = [source for folder in of_code for source in folder.glob("*.py")]
    sources += Path(str(definitions.__file__)).parent.rglob("*.toml")
    for source in sorted(sources):
        digest.update(source.read_bytes())
    return digest.hexdigest()
