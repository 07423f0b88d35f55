from django.db import migrations

from avow.web.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial")]
    operations = [append_only("measures_evidence", may_change=("removed_at", "removed_by_id"))]
