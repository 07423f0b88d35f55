from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from avow.web.plan.models import Version
from avow.web.plan.queries import with_parts
from avow.web.plan.views.compare import comparison
from avow.web.publication.queries import public_versions


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """What changed between two published versions, and which recommendations led to it."""
    versions = public_versions()
    context = comparison(request, versions)
    return render(request, "publication/compare.html", context)


@require_safe
def version(request: HttpRequest, number: int) -> HttpResponse:
    """A published version as it read: the draft that was consulted on, or the plan of then."""
    versions = public_versions()
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        raise Http404
    whole = get_object_or_404(with_parts(Version.objects.select_related("plan")), pk=found.pk)
    context = {"version": whole, "versions": versions, "newest": versions[-1]}
    return render(request, "publication/version.html", context)
