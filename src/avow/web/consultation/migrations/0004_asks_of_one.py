"""Every recommendation that was adopted or answered becomes an ask of one, under its own identifier.

Its wordings, and who wrote and published them, go with it; addresses of answers stay what they were.
"""

from datetime import timedelta

from django.db import migrations
from django.db.models import Q

# The rule in force when asks came: twelve weeks.
_DAYS = timedelta(days=84)
_NOT_KEPT = "Which words of the plan changed was not kept when this answer was published."


def fill(apps, schema_editor):
    get = apps.get_model
    Ask, Answer = get("consultation", "Ask"), get("consultation", "Answer")
    Revision = get("consultation", "AnswerRevision")
    rows = get("consultation", "Recommendation").objects.filter(
        Q(state="adopted") | Q(answer_revisions__isnull=False)
    )
    for row in rows.distinct():
        since = row.decided_at or row.created_at
        ask = Ask.objects.create(id=row.pk, created_at=since, due_on=since.date() + _DAYS)
        row.ask = ask
        row.save(update_fields=["ask"])
        Revision.objects.filter(recommendation=row).update(ask=ask)
    for answer in Answer.objects.select_related("current", "published"):
        answer.ask_id = answer.recommendation_id
        answer.written_by_id = answer.current.decided_by_id
        if answer.published_id and answer.published_id == answer.current_id:
            answer.state, answer.before_sign_off = "published", True
        answer.save()
    # Only what the public sees owes a pointer; it was never asked for, and none is invented.
    public = Answer.objects.filter(published__isnull=False).values("published")
    Revision.objects.filter(pk__in=public, decision__in=("accepted", "partly")).update(
        no_change=_NOT_KEPT
    )


class Migration(migrations.Migration):
    dependencies = [("consultation", "0003_asks")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
