"""What happened to an action, in order: reports, owners, milestones, evidence, units."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from avow.web.plan.models import Assignment, Milestone, Progress, Proof, UnitProgress
from avow.web.plan.models.progress import DONE, NO_CHANGE, UNDONE


@dataclass(frozen=True)
class Happening:
    """One thing that happened: when, who did it, what it was, and what was said of it."""

    at: datetime
    who: str
    what: str
    text: str = ""
    drawn: str = ""
    report: Progress | None = None


def happenings(lines: Collection[UUID]) -> list[Happening]:
    """Return all that happened to the actions of some lineages, newest first, in five queries."""
    every = [*_reports(lines), *_assigned(lines), *_milestones(lines), *_proofs(lines)]
    return sorted([*every, *_units(lines)], key=lambda one: one.at, reverse=True)


def _of(model: Any, lines: Collection[UUID], *related: str) -> Any:
    return model.objects.filter(action_lineage__in=lines).select_related(*related)


def _reports(lines: Collection[UUID]) -> Iterator[Happening]:
    for r in _of(Progress, lines, "reported_by", "corrects", "corrected"):
        what = str(r.get_status_display())
        if r.kind == NO_CHANGE:
            what = _("Nothing changed: %(status)s") % {"status": what}
        elif r.kind == UNDONE:
            what = _("Taken back, as reported in error: %(status)s") % {"status": what}
        elif r.corrects_id:
            what = _("Corrected: %(status)s") % {"status": what}
        if r.reported_on != r.created_at.date():
            what = _("%(what)s, told of %(day)s") % {
                "what": what,
                "day": date_format(r.reported_on, "j F Y"),
            }
        drawn = "done" if r.status == DONE else ""
        yield Happening(r.created_at, str(r.reported_by), what, r.note, drawn, r)


def _assigned(lines: Collection[UUID]) -> Iterator[Happening]:
    for a in _of(Assignment, lines, "assigned_by", "person"):
        what = _("%(post)s answers for it") % {"post": a.post}
        said = []
        if a.person:
            said.append(_("%(name)s signs in") % {"name": a.person})
        if a.due:
            said.append(_("due %(day)s") % {"day": date_format(a.due, "j F Y")})
        said.append(_("evidence: %(often)s") % {"often": str(a.get_review_display()).lower()})
        if a.units:
            said.append(_("delivered by %(n)d units") % {"n": len(a.units)})
        yield Happening(a.created_at, str(a.assigned_by), what, "; ".join(said))


def _milestones(lines: Collection[UUID]) -> Iterator[Happening]:
    for m in _of(Milestone, lines, "set_by"):
        due = date_format(m.due, "j F Y")
        what = _("Milestone “%(title)s”, due %(due)s") % {"title": m.title, "due": due}
        if m.removed:
            what = _("Milestone “%(title)s” taken away") % {"title": m.title}
        elif m.done_on:
            what = _("Milestone “%(title)s” reached on %(day)s") % {
                "title": m.title,
                "day": date_format(m.done_on, "j F Y"),
            }
        yield Happening(m.created_at, str(m.set_by), what, m.shown_by)


def _proofs(lines: Collection[UUID]) -> Iterator[Happening]:
    for p in _of(Proof, lines, "attached_by", "removed_by"):
        what = _("Evidence “%(title)s” of %(day)s") % {
            "title": p.title,
            "day": date_format(p.dated, "j F Y"),
        }
        yield Happening(p.created_at, str(p.attached_by), what, p.shows)
        if p.removed_at:
            gone = _("Evidence “%(title)s” taken away") % {"title": p.title}
            yield Happening(p.removed_at, str(p.removed_by), gone)


def _units(lines: Collection[UUID]) -> Iterator[Happening]:
    for u in _of(UnitProgress, lines, "reported_by"):
        what = f"{u.unit}: {u.get_status_display()}, {u.percent}%"
        yield Happening(u.created_at, str(u.reported_by), what, u.note)
