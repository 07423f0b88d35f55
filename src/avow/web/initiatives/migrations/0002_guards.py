from django.db import migrations

from avow.web.core.append_only import append_only
from avow.web.core.guards import hold
from avow.web.initiatives.guarding import guards


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0001_initial")]

    operations = [append_only("initiatives_author"), hold(guards)]
