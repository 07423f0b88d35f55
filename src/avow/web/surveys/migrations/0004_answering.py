from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from avow.web.surveys.fixed_questions import fix_questions, let_go_of_questions


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0003_fixed_questions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        let_go_of_questions(),
        migrations.AddField(
            model_name="response",
            name="turn",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(code_digest=""),
                name="withdrawn_response_opens_with_no_code",
            ),
        ),
        fix_questions(),
    ]
