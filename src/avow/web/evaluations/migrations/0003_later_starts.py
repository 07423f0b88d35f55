from django.db import migrations, models

from avow.web.core.guards import hold, let_go
from avow.web.evaluations.guarding import guards


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0002_guards")]

    operations = [
        let_go(guards),
        migrations.AddField(
            model_name="evaluation",
            name="later",
            field=models.JSONField(blank=True, default=dict),
        ),
        hold(guards),
    ]
