"""What is wrong with a map is said before any file is read."""

from pathlib import Path

import pytest

from avow.analysis import feeds
from avow.analysis.feeds.mapping.rules import NOT_MAPPED
from avow.analysis.tables import TABLES
from tests.analysis.feeds.mapping.northshire import MAP, mapped, written


def test_a_map_says_which_tables_it_fills(tmp_path):
    known = mapped(tmp_path)
    assert known.tables == ("offences", "victims", "suspects", "steps", "outcomes")
    assert known.geography.bcu_of("Seaham") == "Coast"
    rule = known.of("victims")[0].rules["first_contact_days"]
    assert (rule.source, rule.label, rule.days_after) == (
        "first_contact",
        "First contact",
        "recorded_on",
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "northshire-records"', "", "name is missing"),
        ('name = "northshire-records"', 'name = "No Good"', "small letters"),
        ('name = "northshire-records"', 'name = "offences"', "no name of a contract table"),
        ("next_review = 2027-01-01", 'next_review = "soon"', "next_review"),
        ("[victims]", "[victimes]\n[victims]", "victimes is neither"),
        ('files = "people*"', "", "either files"),
        ('files = "crimes*"', 'files = "crimes*"\nquery = "select 1"', "either files"),
        ('offence = "Crime Ref"', "", "says nothing of offence"),
        ('offence = "Crime Ref"', 'offence = "Crime Ref"\ncolour = "x"', "colour is no column"),
        ('offence = "Crime Ref"', 'offence = "Crime Ref"\nforce = "X"', "force"),
        ('domestic_abuse = "DA"', "domestic_abuse = 3", "write the name"),
        ('domestic_abuse = "DA"', 'domestic_abuse = { of = "DA" }', "known are from"),
        ('domestic_abuse = "DA"', "domestic_abuse = { from = 3 }", "wrong kind"),
        ('domestic_abuse = "DA"', "domestic_abuse = { values = { Y = true } }", "one of from"),
        ('F = "female"', 'F = "woman"', "contract allows female, male, another"),
        ('otherwise = "other"', 'otherwise = "elsewhere"', "contract allows"),
        ('title = "Offence" }', 'colour = "Offence" }', "classes takes"),
        ("[victims]\n", "[victims]\nwhere = 3\n", "known are "),
        ("[victims]\n", '[victims]\nkeep = { best = "age_band" }\n', "keep is"),
        ('geography = "geography.toml"', "geography = 3", "file beside"),
        ('force = "Northshire Police"', 'force = "Other Police"', "geography of"),
        ("[offences]\n", "[boundaries]\n[offences]\n", "boundaries"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, said):
    with pytest.raises(feeds.FeedError, match=said) as error:
        mapped(tmp_path, MAP.replace(old, new, 1))
    assert "northshire.toml" in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"), [("name =", "not valid TOML"), ('name = "x"', "title is missing")]
)
def test_a_file_that_is_no_map(tmp_path, text, said):
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(feeds.FeedError, match=said):
        feeds.read_map(path)
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(feeds.FeedError, match="UTF-8"):
        feeds.read_map(path)


def test_a_map_without_tables_or_with_a_password(tmp_path):
    with pytest.raises(feeds.FeedError, match="fills no table"):
        mapped(tmp_path, MAP[: MAP.index("[offences]")])
    asked = MAP.replace('files = "crimes*"', 'query = "select 1"', 1)
    with pytest.raises(feeds.FeedError, match="which database"):
        mapped(tmp_path, asked)
    url = '[database]\nurl_from = "postgresql://me:secret@host/x"\n'
    with pytest.raises(feeds.FeedError, match="environment variable instead") as error:
        mapped(tmp_path, asked.replace("[offences]", f"{url}[offences]"))
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("table", [name for name in TABLES if name not in NOT_MAPPED])
def test_every_template_is_a_map(tmp_path, table):
    path = tmp_path / "my-force.toml"
    path.write_text(feeds.map_template(table), encoding="utf-8")
    known = feeds.read_map(path)
    assert known.tables == (table,)
    assert max(map(len, path.read_text(encoding="utf-8").splitlines())) < 250


def test_there_is_no_template_for_what_a_map_cannot_fill():
    with pytest.raises(feeds.FeedError, match="No table that a map can fill"):
        feeds.map_template("boundaries")


def test_files_that_no_table_takes(tmp_path):
    from tests.analysis.feeds.mapping.northshire import crime, load

    known = mapped(tmp_path)
    odd = written(tmp_path / "stock.csv", [crime("NS/1")])
    with pytest.raises(feeds.FeedError, match=r"no table for stock\.csv; it takes files called"):
        load(tmp_path / "data", known, odd)
    with pytest.raises(feeds.FeedError, match="No file was given"):
        load(tmp_path / "data", known)


def test_the_map_of_the_how_to_is_a_map(tmp_path):
    page = Path(__file__).resolve().parents[4] / "docs" / "how-to" / "another-force.md"
    text = page.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    known = mapped(tmp_path, text)
    assert known.tables == ("offences", "victims", "steps", "outcomes")
    assert len(known.of("steps")) == 2
