"""In a notebook every result gives its words first, then what could be wrong, then the table."""

from datetime import date

import pyarrow as pa
import pytest

from avow.analysis.disparity import compare, steps_of
from avow.analysis.engine import Facts
from avow.analysis.evaluation import EvaluationError, Pilot, difference
from avow.analysis.measures import run
from avow.analysis.notebook import letter, page
from tests.analysis.evaluation import worlds
from tests.analysis.facts import facts_of, offences

TABLE = pa.table({"unit": ["<b>", None], "value": [1234.5678, 2]})


def test_words_are_escaped_and_stand_beside_their_row():
    shown = page("a < b", ["Low.", "High & dry."], TABLE)
    assert "<p>a &lt; b</p>" in shown
    assert "<td>&lt;b&gt;</td><td>1,235</td><td>Low.</td>" in shown
    assert "<td></td><td>2</td><td>High &amp; dry.</td>" in shown
    assert "<th>in words</th>" in shown


def test_a_letter_has_its_parts_above_the_table_and_says_where_it_is_cut():
    long = pa.table({"n": range(75)})
    shown = letter("Summary.", [("Beware", ["<i>"]), ("Empty", [])], long)
    assert "<strong>Beware</strong></p><ul><li>&lt;i&gt;</li></ul>" in shown
    assert "Empty" not in shown
    assert "15 more rows." in shown
    assert shown.count("<tr>") == 61


def test_a_measure_shows_its_faults():
    facts = facts_of(offences(("North", "Ashvale", "Mill", date(2024, 1, 1), 12)))
    shown = run(facts, "recorded-offences", period="month")._repr_html_()
    assert "Recorded VAWG offences (offences), by force" in shown
    assert "Known faults of the data" in shown
    assert "<td>12</td>" in shown


def test_an_evaluation_shows_what_could_be_wrong():
    panel = worlds.counts(3, places=12, treated=2, ratio=0.6, mean=200, spread=0.05)
    pilot = Pilot(areas=panel.units[:2], start="2024-01", outcome="offences")
    shown = difference(panel, pilot)._repr_html_()
    assert "What could be wrong" in shown
    assert "fewer offences than to be expected without the pilot" in shown


def test_a_comparison_of_groups_says_to_beware():
    rows = pa.table({"sex": ["F", "M"] * 100, "charged": ["yes", "no", "no", "no"] * 50})
    shown = compare(steps_of(rows, group="sex", steps=["charged"]))._repr_html_()
    assert "Beware" in shown
    assert "<th>ratio</th>" in shown


def test_facts_name_their_folder(tmp_path):
    assert repr(Facts(tmp_path)) == f"Facts('{tmp_path}')"


def test_a_text_is_no_tuple_of_places():
    with pytest.raises(EvaluationError, match=r"give names in a tuple, as in \('Alder',\)"):
        Pilot(areas="Alder", start="2024-01", outcome="offences")
