import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from avow.web.consultation.exact_quotes import let_go_of_exact_quotes
from avow.web.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("consultation", "0002_append_only"),
        ("plan", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        append_only("consultation_answerrevision").opposite(),
        let_go_of_exact_quotes(),
        migrations.CreateModel(
            name="Ask",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("due_on", models.DateField(db_index=True)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="consultation.ask",
                    ),
                ),
            ],
            options={"ordering": ["due_on", "created_at"]},
        ),
        *(
            migrations.AddField(
                model_name=name,
                name="ask",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name=related,
                    to="consultation.ask",
                ),
            )
            for name, related in (
                ("recommendation", "recommendations"),
                ("answer", "+"),
                ("answerrevision", "answer_revisions"),
            )
        ),
        *(
            migrations.AddField(model_name="answer", name=name, field=field)
            for name, field in (
                ("state", models.CharField(default="draft", max_length=12)),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("returned_for", models.TextField(blank=True, default="")),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("before_sign_off", models.BooleanField(default=False)),
            )
        ),
        migrations.AddField(
            model_name="answerrevision",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plan.version",
            ),
        ),
        migrations.AddField(
            model_name="answerrevision",
            name="changed",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="answerrevision",
            name="no_change",
            field=models.TextField(blank=True, default=""),
        ),
    ]
