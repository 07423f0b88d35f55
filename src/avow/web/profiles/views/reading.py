"""Reading profiles: the units, a unit's editions, an edition and its files, what changed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from avow.web.accounts.models import Person
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.profiles import comparing, drafts, queries
from avow.web.profiles import reading as facts
from avow.web.profiles.document import files
from avow.web.profiles.document.content import Content
from avow.web.profiles.document.wording import brief
from avow.web.profiles.forms import StartForm
from avow.web.profiles.models import Edition
from avow.web.profiles.outline import outline
from avow.web.profiles.permissions import (
    check_read_profiles,
    reads_replies,
    reads_unit,
    sees_exact,
    units_of,
)
from avow.web.releases.actions import read_exact
from avow.web.releases.files import TamperedError


@requires(check_read_profiles)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the units with their editions and state; a commander sees the own ones."""
    person = signed_in(request)
    own = units_of(person)
    held = queries.editions()
    names = sorted({*facts.units(), *held})
    if person.may("unit.reply") and not person.may("release.read"):
        names = own
    listed = [(name, _shown(person, held.get(name, []))) for name in names]
    context = {
        "units": listed,
        "own": own,
        "edits": person.may("profile.edit"),
        "assigns": person.may("unit.assign"),
        "reads_replies": reads_replies(person),
    }
    return render(request, "profiles/index.html", context)


def _shown(person: Person, editions: list[Edition]) -> list[Edition]:
    """Return the editions a person may open: drafts only those who write in them."""
    return [e for e in editions if not e.is_draft or person.may("profile.edit")]


@requires(check_read_profiles)
@require_safe
def unit(request: HttpRequest, unit: str) -> HttpResponse:
    """Show a unit's editions, its commander's replies, and what can be done."""
    person = signed_in(request)
    if not reads_unit(person, unit):
        raise Http404
    editions = _shown(person, list(Edition.objects.filter(unit=unit).select_related("fixed_by")))
    if not editions and unit not in facts.units():
        raise Http404
    exact = sees_exact(person, unit)
    replies = [r for r in queries.newest_replies([unit]) if exact or r.for_partners]
    has_draft = any(each.is_draft for each in editions)
    context = {
        "unit": unit,
        "editions": editions,
        "replies": [(reply, drafts.said(reply)) for reply in replies],
        "commands": unit in units_of(person),
        "edits": person.may("profile.edit"),
        "reads_replies": reads_replies(person),
        "start": StartForm() if person.may("profile.edit") and not has_draft else None,
        "exact": exact,
    }
    return render(request, "profiles/unit.html", context)


@requires(check_read_profiles)
@require_safe
def edition(request: HttpRequest, pk: str) -> HttpResponse:
    """Show an edition: fixed as its files hold it, a draft as it would be now."""
    person = signed_in(request)
    row = _readable(person, pk)
    exact = sees_exact(person, row.unit)
    try:
        content = _content(row, exact)
    except TamperedError as error:
        return render(request, "profiles/damaged.html", {"row": row, "error": error}, status=500)
    if exact:
        read_exact(by=person, edition=str(row.pk))
    later = []
    if not row.is_draft and row.fixed_at:
        held = queries.newest_replies([row.unit])
        later = [drafts.said(r) for r in held if r.created_at > row.fixed_at]
        later = later if exact else []
    context = {
        "row": row,
        "content": content,
        "brief": brief(content),
        "exact": exact,
        "later": later,
        "downloads": _downloads(row, exact),
        "due": queries.due_on(row),
        "commands": row.unit in units_of(person),
        "edits": person.may("profile.edit"),
        "before": _before(row),
    }
    return render(request, "profiles/edition.html", context)


def _readable(person: Person, pk: str) -> Edition:
    row = get_object_or_404(Edition.objects.select_related("fixed_by"), pk=pk)
    hidden = row.is_draft and not person.may("profile.edit")
    if hidden or not reads_unit(person, row.unit):
        raise Http404
    return row


def _content(row: Edition, exact: bool) -> Content:
    return drafts.joined(row, exact=exact) if row.is_draft else files.content(row, exact=exact)


def _downloads(row: Edition, exact: bool) -> list[tuple[str, str]]:
    if row.is_draft:
        return []
    prefix = "" if exact else files.PARTNERS
    listed = [(prefix + "profile.pdf", "PDF"), (prefix + "profile.html", "HTML")]
    if exact:
        listed.append((files.PARTNERS + "profile.pdf", "PDF for partners"))
    return listed


def _before(row: Edition) -> Edition | None:
    """Return the edition before that covers as long a time; others cannot be set beside it."""
    held = Edition.objects.filter(unit=row.unit, number__lt=row.number, fixed_at__isnull=False)
    same = [each for each in held.order_by("-number") if each.period.months == row.period.months]
    return same[0] if same else None


@requires(check_read_profiles)
@require_safe
def file(request: HttpRequest, pk: str, name: str) -> HttpResponse:
    """Give a file of a fixed edition, as it was written; partners only the protected ones."""
    person = signed_in(request)
    row = _readable(person, pk)
    if not (sees_exact(person, row.unit) or name.startswith(files.PARTNERS)):
        raise Http404
    try:
        held = files.read(row, name)
    except (KeyError, TamperedError) as error:
        raise Http404 from error
    if not name.startswith(files.PARTNERS):
        read_exact(by=person, edition=str(row.pk), file=name)
    answer = HttpResponse(held, content_type=row.manifest["files"][name]["type"])
    kept = f"{row.unit}-{row.number}-{name}".replace(" ", "-").replace('"', "")
    answer["Content-Disposition"] = (
        f'attachment; filename="{kept.encode("ascii", "ignore").decode()}"'
    )
    return answer


@requires(check_read_profiles)
@require_safe
def compare(request: HttpRequest, pk: str) -> HttpResponse:
    """Show what changed in the figures since the edition before, beyond chance or not."""
    person = signed_in(request)
    row = _readable(person, pk)
    before = _before(row)
    if before is None:
        said = _("No edition before this one covers as long a time: there is none to compare.")
        messages.info(request, said)
        return redirect("profiles:edition", pk)
    exact = sees_exact(person, row.unit)
    try:
        compared = comparing.compared(_content(before, exact), _content(row, exact))
    except TamperedError as error:
        return render(request, "profiles/damaged.html", {"row": row, "error": error}, status=500)
    if exact:
        read_exact(by=person, edition=str(row.pk), beside=str(before.pk))
    context = {"row": row, "before": before, "compared": compared, "caution": outline().caution}
    return render(request, "profiles/compare.html", context)
