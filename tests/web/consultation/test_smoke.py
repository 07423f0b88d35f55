import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_smoke(lead, signed_in, submission, adopted, answer):
    browser = signed_in(lead)
    for name, args in [
        ("plan:index", []),
        ("plan:import", []),
        ("plan:version", [submission.version_id]),
        ("consultation:index", []),
        ("consultation:import", []),
        ("consultation:review", [submission.pk]),
        ("consultation:recommendations", []),
        ("consultation:quote", [adopted.pk]),
        ("consultation:links", [adopted.pk]),
        ("consultation:add", [submission.pk]),
        ("consultation:answer", [adopted.pk]),
        ("consultation:publish-answer", [adopted.pk]),
        ("consultation:publish-answers", [submission.pk]),
        ("consultation:withdraw-answer", [adopted.pk]),
    ]:
        r = browser.get(reverse(name, args=args))
        assert r.status_code == 200, (name, r.status_code)
    for r in submission.recommendations.all():
        print(
            r.start,
            r.end,
            r.gap,
            [(x.commitment.number, x.score, x.why) for x in r.links.all()],
            r.quote,
        )
