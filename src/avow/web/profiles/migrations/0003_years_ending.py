from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("profiles", "0002_guards")]
    # Only what may be chosen: the table stays as it is, and its guards with it.
    operations = [
        migrations.AlterField(
            model_name="edition",
            name="period_kind",
            field=models.CharField(
                choices=[
                    ("year", "Year"),
                    ("quarter", "Quarter"),
                    ("year-03", "Year ending in March"),
                    ("year-06", "Year ending in June"),
                    ("year-09", "Year ending in September"),
                ],
                max_length=7,
            ),
        ),
    ]
