"""Figures taken away: the same as on the page, with all that goes with them."""

import csv
import io
import json
import re
import zipfile

import pytest
from django.urls import reverse

from avow.analysis import measures
from tests.web.measures.invented import UNIT, page

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_figures_are_taken_away_as_they_are_shown(figures, staff, partner, form):
    address = reverse("measures:download", args=["police-suspects", form])
    exact, protected = (c.get(address, {"by": "bcu"}) for c in (staff, partner))
    assert 'filename="police-suspects-bcu-year' in exact["Content-Disposition"]

    def rows(response):
        text = response.content.decode("utf-8-sig")
        return (
            list(csv.DictReader(io.StringIO(text))) if form == "csv" else json.loads(text)["rows"]
        )

    small = [r for r in rows(exact) if 0 < int(r["numerator"] or 0) < 5]
    assert small
    shown = {(r["unit"], r["period_label"]): r["numerator"] for r in rows(protected)}
    assert all(not shown[r["unit"], r["period_label"]] for r in small)


def test_a_file_holds_every_figure_of_its_page(figures, staff):
    asked = {"by": "bcu", "group": "domestic_abuse", "unit": UNIT}
    address = reverse("measures:download", args=["police-suspects", "json"])
    told = staff.get(address, asked).json()
    kinds = {(row["unit_kind"], row["unit"] == UNIT, bool(row["group"])) for row in told["rows"]}
    assert {("force", False, False), ("bcu", True, False), ("bcu", True, True)} <= kinds
    keys = [(r["unit_kind"], r["unit"], r["group"], r["period_label"]) for r in told["rows"]]
    assert len(keys) == len(set(keys))


def test_a_file_says_what_its_figures_are(figures, staff, partner):
    address = reverse("measures:download", args=["police-suspects", "zip"])
    for client, said in ((staff, "exact and not protected"), (partner, "as they would be")):
        answer = client.get(address, {"by": "bcu"})
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            about = archive.read("about.txt").decode()
            assert archive.read("figures.csv").startswith(b"\xef\xbb\xbfunit_kind,")
        assert said in about
        told = measures.definition("police-suspects")
        for words in (told.what, told.numerator, *told.caveats, "To cite:"):
            assert words in about
        assert "&amp;" not in about


def test_a_citation_names_the_period_that_was_shown(figures, staff):
    text = page(staff, "measure", "police-suspects")
    assert re.search(r"police-suspects/\?by=bcu&amp;period=year&amp;at=\d{4}, seen on", text)


def test_what_cannot_be_taken_away_is_not_found(figures, staff):
    for args, asked in (
        (["police-suspects", "xlsx"], {}),
        (["police-suspects", "csv"], {"by": "street"}),
        (["nothing", "csv"], {}),
    ):
        address = reverse("measures:download", args=args)
        assert staff.get(address, asked).status_code == 404
