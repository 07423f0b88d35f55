from django.db import migrations

from avow.web.core.append_only import append_only
from avow.web.plan.fixed_text import fix_published_text


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_initial")]
    operations = [append_only("plan_progress"), fix_published_text()]
