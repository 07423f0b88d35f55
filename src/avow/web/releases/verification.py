"""Whether released files are still what was released."""

import json

from avow.web.releases.files import (
    MANIFEST,
    TamperedError,
    read_checked,
    releases_folder,
)
from avow.web.releases.models import Release


def verify_release(release: Release) -> list[str]:
    """Return a sentence per file that is not as it was released; none if all are."""
    folder = releases_folder() / release.folder
    faults = []
    for name in [MANIFEST, *release.manifest["files"]]:
        try:
            read_released(release, name)
        except TamperedError as error:
            faults.append(str(error))
    known = {MANIFEST, *release.manifest["files"]}
    found = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    faults += [f"{release.folder}/{name} was never released." for name in sorted(found - known)]
    return faults


def read_released(release: Release, name: str) -> bytes:
    """Return a released file, checked against the hash that the database holds.

    Raises:
        LookupError: the release has no such file.
        TamperedError: the file is gone or was changed.
    """
    folder = releases_folder() / release.folder
    if name == MANIFEST:
        content = read_checked(folder, name, release.sha256)
        if json.loads(content) != release.manifest:
            raise TamperedError(f"{release.folder}/{name} is not what the database holds.")
        return content
    if name not in release.manifest["files"]:
        raise LookupError(f"Release {release.number} has no file called {name}.")
    return read_checked(folder, name, release.manifest["files"][name]["sha256"])
