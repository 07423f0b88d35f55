from django.db import migrations

from avow.web.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("themes", "0003_summary")]
    operations = [append_only("themes_summary", may_change=("withdrawn_at", "withdrawn_by_id"))]
