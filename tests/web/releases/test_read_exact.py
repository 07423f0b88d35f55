import pytest

from avow.web.audit.models import Event
from avow.web.releases.actions import read_exact

pytestmark = pytest.mark.django_db


def test_what_stands_in_an_address_is_kept_as_a_short_line_once_a_day(analyst):
    """PostgreSQL refuses a null; an address may hold one, and a page of text."""
    for _ in range(2):
        read_exact(by=analyst, measure="rape", group="a\x00b\n" + "x" * 300, by_area="")
    [event] = Event.objects.filter(verb="figures.read")
    assert event.detail == {"measure": "rape", "group": "ab " + "x" * 117}
