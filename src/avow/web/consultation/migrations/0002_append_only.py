from django.db import migrations

from avow.web.consultation.exact_quotes import hold_exact_quotes
from avow.web.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("consultation", "0001_initial")]
    operations = [append_only("consultation_answerrevision"), hold_exact_quotes()]
