import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from avow.web.consultation.exact_quotes import hold_exact_quotes
from avow.web.consultation.pointed_answers import hold_pointed_answers
from avow.web.core.append_only import append_only

_STATES = [
    ("draft", "Draft"),
    ("in-sign-off", "Waits for sign-off"),
    ("signed-off", "Signed off"),
    ("published", "Published"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("consultation", "0004_asks_of_one"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("answerrevision", "answer_revision_once"),
        migrations.RemoveConstraint("answerrevision", "accepted_says_what_changes"),
        migrations.RemoveField("answerrevision", "recommendation"),
        migrations.RemoveField("answer", "recommendation"),
        migrations.AlterField(
            "answer",
            "ask",
            models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answer",
                to="consultation.ask",
            ),
        ),
        migrations.AlterField(
            "answer",
            "written_by",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "answer", "state", models.CharField(choices=_STATES, default="draft", max_length=12)
        ),
        migrations.AlterField("answer", "returned_for", models.TextField(blank=True)),
        migrations.AlterField(
            "answerrevision",
            "ask",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answer_revisions",
                to="consultation.ask",
            ),
        ),
        migrations.AlterField("answerrevision", "no_change", models.TextField(blank=True)),
        migrations.AddConstraint(
            "answerrevision",
            models.UniqueConstraint(fields=("ask", "number"), name="answer_revision_once"),
        ),
        migrations.AddConstraint(
            "answerrevision",
            models.CheckConstraint(
                condition=~Q(decision="accepted") | ~Q(change="") | ~Q(no_change=""),
                name="accepted_says_what_changes",
            ),
        ),
        migrations.AddConstraint(
            "answerrevision",
            models.CheckConstraint(
                condition=Q(version__isnull=True, changed=[])
                | (Q(version__isnull=False, no_change="") & ~Q(changed=[])),
                name="change_is_pointed_to",
            ),
        ),
        migrations.AddConstraint(
            "answer",
            models.CheckConstraint(
                condition=Q(
                    state__in=("draft", "in-sign-off"),
                    signed_by__isnull=True,
                    signed_at__isnull=True,
                )
                | Q(
                    state__in=("signed-off", "published"),
                    signed_by__isnull=False,
                    signed_at__isnull=False,
                )
                | Q(state="published", before_sign_off=True),
                name="answer_signed_off_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            "answer",
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("written_by")),
                name="nobody_signs_off_their_own_answer",
            ),
        ),
        migrations.AddConstraint(
            "answer",
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(published__isnull=False, published=F("current")),
                name="published_is_the_newest_wording",
            ),
        ),
        migrations.AddConstraint(
            "recommendation",
            models.CheckConstraint(
                condition=~Q(state="adopted") | Q(ask__isnull=False),
                name="adopted_stands_in_an_ask",
            ),
        ),
        append_only("consultation_answerrevision"),
        hold_exact_quotes(),
        hold_pointed_answers(),
    ]
