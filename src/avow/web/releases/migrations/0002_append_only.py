from django.db import migrations

from avow.web.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial")]
    operations = [
        append_only("releases_revision"),
        append_only("releases_review"),
        append_only("releases_release"),
    ]
