from typing import Any

from django.db import migrations
from django.db.models.functions import TruncDate
from django.utils import timezone

from avow.web.core.append_only import append_only


def date_reports(apps: Any, schema_editor: Any) -> None:
    """Give every report made so far the day on which it was made."""
    reports = apps.get_model("plan", "Progress").objects
    reports.update(reported_on=TruncDate("created_at", tzinfo=timezone.get_default_timezone()))


class Migration(migrations.Migration):
    dependencies = [("plan", "0004_workspace")]
    operations = [
        migrations.RunPython(date_reports, migrations.RunPython.noop),
        append_only("plan_progress"),
        append_only("plan_assignment"),
        append_only("plan_milestone"),
        append_only("plan_unitprogress"),
        append_only("plan_proof", may_change=("removed_at", "removed_by_id")),
        append_only("plan_reminder", may_change=("state", "attempts", "fault", "sent_at")),
    ]
