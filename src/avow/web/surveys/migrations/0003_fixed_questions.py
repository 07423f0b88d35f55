from django.db import migrations

from avow.web.surveys.fixed_questions import fix_questions


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_building")]
    operations = [fix_questions()]
