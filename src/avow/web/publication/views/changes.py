from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from avow.web.core import published
from avow.web.core.words import seen
from avow.web.plan import states
from avow.web.plan.models import Version
from avow.web.releases.queries import releases

MOST = 50


@dataclass(frozen=True)
class Change:
    """One entry of the feed; ``id`` stays the same for good."""

    id: str
    title: str
    summary: str
    link: str
    at: datetime


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What changed, newest first, as an Atom feed: plan versions, answers, releases."""
    found = sorted([*_versions(), *_releases(), *_answers()], key=lambda c: c.at, reverse=True)
    feed = Atom1Feed(
        title=_("Avow: what has changed"),
        link=_absolute(reverse("publication:home")),
        feed_url=_absolute(reverse("publication:changes")),
        description=_("Versions of the plan, answers to what people asked for, released figures."),
        author_name="Avow",
        language="en-gb",
    )
    for change in found[:MOST]:
        feed.add_item(
            # XML holds no control characters; a quote from a document may.
            title=seen(change.title),
            link=_absolute(change.link),
            description=seen(change.summary),
            unique_id=change.id,
            pubdate=change.at,
            updateddate=change.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _versions() -> list[Change]:
    public = Version.objects.exclude(state=states.DRAFT).defer("source_text")
    return [
        Change(
            id=f"urn:uuid:{version.pk}",
            title=_("%(name)s, version %(number)s")
            % {"name": version.public_name, "number": version.number},
            summary=version.title,
            link=reverse("publication:version", args=[version.number]),
            at=version.published_at,
        )
        for version in public
        if version.published_at
    ]


def _releases() -> list[Change]:
    return [
        Change(
            id=f"urn:uuid:{release.pk}",
            title=_("Released: %(title)s") % {"title": release.title},
            summary=str(release.manifest["summary"]),
            link=reverse("publication:release", args=[release.number]),
            at=release.released_at,
        )
        for release in releases()
    ]


def _answers() -> list[Change]:
    return [
        Change(
            id=f"urn:uuid:{answer.id}",
            title=_("Answered: %(who)s") % {"who": answer.organisation},
            summary=Truncator(f"“{answer.quote}” {answer.decision_label}: {answer.reason}").words(
                80
            ),
            link=f"{reverse('publication:answers')}?answer={answer.id}",
            at=answer.published_at,
        )
        for answer in published.answers()
    ]
