from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from avow.web.publication.figures import address, downloads, shown
from avow.web.publication.ranged import send
from avow.web.releases.actions import refuse_file
from avow.web.releases.files import MANIFEST, TamperedError
from avow.web.releases.models import Release
from avow.web.releases.queries import releases
from avow.web.releases.verification import read_released, verify_release

_TO_KEEP = (".csv", ".parquet", ".pmtiles")


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The catalogue: every release with its files, dictionary, hashes and licence."""
    listed = [(release, downloads(release)) for release in releases()]
    licence = listed[0][0].manifest["licence"] if listed else None
    return render(request, "publication/data.html", {"releases": listed, "licence": licence})


@require_safe
def release(request: HttpRequest, number: int) -> HttpResponse:
    """One release at its permanent address: figures, files with hashes, definition and licence."""
    found = get_object_or_404(Release, number=number)
    faults = verify_release(found)
    for fault in faults[:1]:
        refuse_file(release=found, name="page", reason=fault)
    files = [
        {"name": name, "url": address(found, name), **held}
        for name, held in found.manifest["files"].items()
    ]
    context = {
        "release": found,
        "shown": None if faults else shown(found),
        "files": [] if faults else files,
        "manifest": address(found, MANIFEST),
    }
    return render(request, "publication/release.html", context, status=503 if faults else 200)


@require_safe
def release_file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A released file, whole or in part, if it is still what was released."""
    found = get_object_or_404(Release, number=number)
    try:
        content = read_released(found, name)
    except LookupError as error:
        raise Http404 from error
    except TamperedError as error:
        refuse_file(release=found, name=name, reason=str(error))
        return _withdrawn(request, found)
    held = found.manifest["files"].get(name, {"sha256": found.sha256, "type": "application/json"})
    response = send(request, content, media_type=held["type"], sha256=held["sha256"])
    if name.endswith(_TO_KEEP):
        response["Content-Disposition"] = f'attachment; filename="{found.folder}-{name}"'
    return response


def _withdrawn(request: HttpRequest, found: Release) -> HttpResponse:
    response = render(request, "publication/withdrawn.html", {"release": found}, status=503)
    response["Cache-Control"] = "no-store"
    return response
