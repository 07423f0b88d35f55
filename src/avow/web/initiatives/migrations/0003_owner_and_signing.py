import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from avow.web.core.guards import hold, let_go
from avow.web.initiatives.guarding import guards


class Migration(migrations.Migration):
    """Say who answers for an initiative, what an assessment is about, and why it was signed."""

    dependencies = [
        ("initiatives", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        let_go(guards),
        migrations.AddField(
            model_name="initiative",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="proposed",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="assessment",
            name="remark",
            field=models.CharField(blank=True, default="", max_length=500),
            preserve_default=False,
        ),
        hold(guards),
    ]
