from typing import Any

from django.db import migrations

from avow.web.core.append_only import append_only
from avow.web.core.guards import Guard, changed, hold

TABLE = "profiles_edition"
MESSAGE = "a fixed edition does not change"


def guards(connection: Any) -> list[Guard]:
    """Return what keeps a fixed edition as it is: only its state moves on, to superseded."""
    moved = "OLD.state <> 'draft' AND (" + changed(connection, TABLE, may_change=("state",)) + ")"
    back = (
        "OLD.state <> NEW.state AND NOT (OLD.state = 'draft' AND NEW.state = 'fixed') "
        "AND NOT (OLD.state = 'fixed' AND NEW.state = 'superseded')"
    )
    return [
        Guard(TABLE, "UPDATE", f"{TABLE}_fixed", f"({moved}) OR ({back})", MESSAGE),
        Guard(TABLE, "DELETE", f"{TABLE}_kept", "OLD.state <> 'draft'", MESSAGE),
    ]


class Migration(migrations.Migration):
    dependencies = [("profiles", "0001_initial")]
    operations = [
        append_only("profiles_wording"),
        append_only("profiles_reply"),
        append_only("profiles_replyread"),
        append_only("profiles_command", may_change=("ended_at", "ended_by_id")),
        hold(guards),
    ]
