"""What the tests of the workspace share: an action of the published plan, and days."""

from datetime import date, timedelta

from django.utils import timezone

from avow.web.plan import actions
from avow.web.plan.models import Action
from avow.web.plan.standing import Standing
from avow.web.plan.standings import standing_of


def today() -> date:
    return timezone.localdate()


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def action_of(version, number="1.1") -> Action:
    found = Action.objects.select_related("commitment__pillar__version")
    return found.get(commitment__pillar__version=version, number=number)


def where(action, day=None) -> Standing:
    return standing_of(action, action.commitment.pillar.version, day or today())


def report(by, action, status="on-track", note="It goes on.", **more):
    more.setdefault("owner", "Head of Standards")
    return actions.report_progress(by=by, action=action, status=status, note=note, **more)


def document(by, action, days_old=0, title="Minutes of the board"):
    return actions.attach_document(
        by=by,
        action=action,
        document=actions.Document(title, ago(days_old)),
        shows="The board saw the figures.",
    )
