from django.db import migrations

from avow.web.core.append_only import append_only
from avow.web.core.guards import hold
from avow.web.evaluations.guarding import guards


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0001_initial")]

    operations = [
        append_only("evaluations_amendment"),
        append_only("evaluations_finding"),
        append_only("evaluations_reading"),
        hold(guards),
    ]
