"""What a revision proposes, kept as the very files that would be published."""

import json
from collections.abc import Mapping

from avow.web.releases.files import (
    as_json,
    listing,
    proposals_folder,
    read_checked,
    sha256,
    write_folder,
)
from avow.web.releases.models import Revision

LISTING = "files.json"


def keep(snapshot: str, files: Mapping[str, bytes]) -> str:
    """Write the files below the folder of proposals; return the hash that stands for all."""
    kept = as_json(listing(files))
    write_folder(proposals_folder() / snapshot, {**files, LISTING: kept})
    return sha256(kept)


def names(revision: Revision) -> dict[str, dict[str, str]]:
    """Return hash, size and media type of each file of the snapshot, by name.

    Raises:
        TamperedError: the list is gone or was changed since the revision was made.
    """
    folder = proposals_folder() / revision.snapshot
    found: dict[str, dict[str, str]] = json.loads(read_checked(folder, LISTING, revision.sha256))
    return found


def read(revision: Revision, name: str) -> bytes:
    """Return one file of the snapshot, checked.

    Raises:
        LookupError: there is no such file.
        TamperedError: it is gone or was changed since the revision was made.
    """
    listed = names(revision)
    if name not in listed:
        raise LookupError(f"This revision has no file called {name}.")
    return read_checked(proposals_folder() / revision.snapshot, name, listed[name]["sha256"])


def read_all(revision: Revision) -> dict[str, bytes]:
    """Return every file of the snapshot, checked.

    Raises:
        TamperedError: a file is gone or was changed since the revision was made.
    """
    return {name: read(revision, name) for name in names(revision)}
