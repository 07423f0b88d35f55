from django.db import migrations

from avow.web.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("themes", "0001_initial")]
    operations = [append_only("themes_decision")]
