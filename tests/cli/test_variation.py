"""`avow variation`: what it prints, draws and refuses."""

import json

import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from avow.cli.main import app as whole
from avow.cli.variation import app

UNITS = "unit,numerator,denominator,expected\n" + "".join(
    f"Unit {i},{n},1000,{30}\n" for i, n in enumerate([30, 31, 29, 30, 32, 28, 300])
)
MONTHS = [f"{2022 + i // 12}-{i % 12 + 1:02}" for i in range(30)]
SERIES = "month,bcu,offences,cases\n" + "".join(
    f"{month},{unit},{100 + (i * 7) % 5 + (60 if i == 29 and unit == 'South' else 0)},400\n"
    for unit in ("North", "South")
    for i, month in enumerate(MONTHS)
)


@pytest.fixture
def file(tmp_path):
    def write(text, name="given.csv"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def avow(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_the_group_is_listed():
    shown = CliRunner().invoke(whole, ["variation", "--help"])

    assert "Tell signal from chance" in shown.stdout


@pytest.mark.parametrize("command", ["funnel", "chart", "shrink", "adjust"])
def test_help_has_examples(command):
    assert f"avow variation {command} " in avow(command, "--help").stdout.replace("\n", " ")


def test_a_funnel_says_signals_first(file):
    shown = avow("funnel", file(UNITS), "--look-at", "who signs off")

    assert shown.exit_code == 0
    assert shown.stdout.startswith("1 of 7 units lies outside what chance and the usual")
    first = shown.stdout.split("- ")[1]
    assert " ".join(first.split()) == (
        "Unit 6 is higher than chance and the usual differences between units explain; look at "
        "who signs off."
    )
    assert "Cochran's Q" in " ".join(shown.stdout.split())
    assert "Beware:" in shown.stdout


def test_a_funnel_as_json_and_csv(file):
    made = json.loads(avow("funnel", file(UNITS), "--format", "json", "--fdr", 0.05).stdout)
    table = avow("funnel", file(UNITS), "--format", "csv").stdout

    assert [row["verdict"] for row in made["rows"]][-1] == "signal high"
    assert made["rows"][-1]["discovery"] is True
    assert table.splitlines()[0].startswith('"unit","numerator"')


def test_a_funnel_of_ratios_adds_up_rows_of_a_unit(file):
    twice = UNITS + "Unit 0,5,10,4\nUnit 1,,10,4\n"
    made = json.loads(
        avow(
            "funnel", file(twice), "--kind", "ratio", "--expected", "expected", "--format", "json"
        ).stdout
    )

    assert made["rows"][0]["numerator"] == 35
    assert made["rows"][0]["denominator"] == 34
    assert made["rows"][1]["verdict"] == "not compared"


def test_a_parquet_file_is_read_as_well(file, tmp_path):
    pq.write_table(pc.read_csv(file(UNITS)), tmp_path / "units.parquet")

    assert avow("funnel", tmp_path / "units.parquet").exit_code == 0


@pytest.mark.slow
def test_charts_are_drawn(file, tmp_path):
    units, series = file(UNITS), file(SERIES, "series.csv")
    for words in (
        ["funnel", units],
        ["chart", series, "--period", "month", "--value", "cases", "--unit", "bcu", "--only=South"],
        ["shrink", units],
        ["adjust", units, "--strata", "expected"],
    ):
        drawn = tmp_path / f"{words[0]}.svg"
        shown = avow(*words, "--chart", drawn)
        assert shown.exit_code == 0, shown.output
        assert drawn.read_text().startswith("<svg")


def test_a_chart_cannot_be_written_where_no_folder_is(file, tmp_path):
    shown = avow("funnel", file(UNITS), "--chart", tmp_path / "no" / "f.svg")

    assert shown.exit_code == 2
    assert "cannot be written" in shown.output


def test_a_chart_of_one_unit_says_its_signals(file):
    shown = avow(
        *["chart", file(SERIES), "--period", "month", "--value", "offences", "--unit", "bcu"],
        *["--only", "South", "--look-at", "the new form"],
    )

    assert "1 of 30 points is a signal." in shown.stdout
    assert "2024-06: a signal: above the upper limit; look at the new form." in shown.stdout


def test_many_units_get_a_line_each(file):
    words = ["chart", file(SERIES), "--period", "month", "--value", "offences", "--unit", "bcu"]
    shown = avow(*words, "--kind", "p", "--size", "cases", "--per", 100)
    made = json.loads(avow(*words, "--format", "json").stdout)

    assert "- North: All 30 points" in shown.stdout
    assert made["summary"] == "1 of 2 units have signals."
    assert made["rows"][0]["unit"] == "North"
    assert made["suggested_phases"] == {}
    refused = avow(*words, "--chart", "x.svg")
    assert refused.exit_code == 2
    assert "name it with --only" in refused.output


def test_seasons_days_and_phases(file):
    words = ["chart", file(SERIES), "--period", "month", "--value", "offences", "--unit", "bcu"]
    shown = avow(*words, "--only", "North", "--seasonal", "--days", "--phase", "2023-01")

    assert shown.exit_code == 0
    assert "New phases begin at 2023-01" in " ".join(shown.stdout.split())
    assert avow(*words, "--phase", "1999-01").exit_code == 2


def test_months_in_any_order_are_put_in_order(file):
    lines = SERIES.splitlines()
    backwards = "\n".join([lines[0], *reversed(lines[1:])]) + "\n"
    words = ["--period", "month", "--value", "offences", "--unit", "bcu", "--only", "North"]
    one = avow("chart", file(SERIES), *words, "--format", "csv").stdout
    other = avow("chart", file(backwards, "back.csv"), *words, "--format", "csv").stdout

    assert one == other


@pytest.mark.parametrize(
    ("given", "periods"),
    [
        (["2024-10", "2024-9", "2024-12"], ["2024-9", "2024-10", "2024-11", "2024-12"]),
        (["10", "9", "1"], ["1", "9", "10"]),
        (["2023-Q4", "2024-Q2"], ["2023-Q4", "2024-Q1", "2024-Q2"]),
        (["2024-03-01", "2024-01-01"], ["2024-01-01", "2024-02-01", "2024-03-01"]),
        (["2024-01-15", "2024-01-08"], ["2024-01-08", "2024-01-15"]),
        (["2022", "2020"], ["2020", "2021", "2022"]),
        (["2024-W10", "2024-W9"], ["2024-W9", "2024-W10"]),
    ],
)
def test_periods_are_in_order_of_time_and_those_left_out_are_gaps(file, given, periods):
    text = "period,value\n" + "".join(f'{label},"1,200"\n' for label in given)
    made = json.loads(avow("chart", file(text), "--value", "value", "--format", "json").stdout)

    assert [row["period"] for row in made["rows"]] == periods
    assert [row["raw"] for row in made["rows"] if row["period"] not in given] == [None] * (
        len(periods) - len(given)
    )
    assert {row["raw"] for row in made["rows"]} <= {1200, None}


def test_days_between_dates(file):
    dates = "date\n" + "".join(f"2024-{1 + i:02}-{1 + i * 2:02}\n" for i in reversed(range(10)))
    made = json.loads(
        avow("chart", file(dates), "--kind", "t", "--period", "date", "--format", "json").stdout
    )

    assert [row["raw"] for row in made["rows"]][:2] == [33, 31]
    assert made["rows"][0]["period"] == "2024-02-03"


def test_small_areas(file):
    wards = "unit,borough,numerator,denominator\n" + "".join(
        f"Ward {i % 5},B{i // 5},{i % 4},{40 + i}\n" for i in range(20)
    )
    made = json.loads(
        avow("shrink", file(wards), "--group", "borough", "--per", 1000, "--format", "json").stdout
    )

    assert len(made["rows"]) == 20
    assert made["rows"][7]["group"] == "B1"


def test_the_mix(file):
    mix = "unit,kind,da,numerator,denominator\n" + "".join(
        f"U{u},{k},{d},{5 + u + d},{60 + 30 * u}\n" for u in range(3) for k in "ab" for d in (0, 1)
    )
    shown = avow("adjust", file(mix), "--strata", "kind, da", "--per", 100)

    assert shown.exit_code == 0
    assert "Indirect standardisation" in shown.stdout


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        (UNITS, ["funnel", "--unit", "borough"], "there is no column “borough”"),
        (UNITS, ["funnel", "--limits", "0.95,wide"], "--limits: “wide” is no number"),
        (UNITS, ["funnel", "--limits", "95"], "between 0 and 1"),
        (UNITS, ["funnel", "--expected", "expected"], "add --kind ratio"),
        (UNITS, ["funnel", "--kind", "ratio"], "needs --expected"),
        (UNITS + "Unit 9,many,10,1\n", ["funnel"], "row 9, column numerator: “many” is no number"),
        (UNITS + "Unit 9,inf,10,1\n", ["funnel"], "row 9, column numerator: “inf” has no end"),
        (
            UNITS + 'Unit 9,"12,5",10,1\n',
            ["funnel"],
            "row 9, column numerator: “12,5” is no number",
        ),
        (UNITS + "Unit 9,2e15,10,1\n", ["funnel"], "“2e15” is too large to be a count"),
        (UNITS, ["funnel", "--fdr", "1.5"], "rate lies between 0 and 1"),
        (UNITS, ["funnel", "--per", "0"], "per more than none"),
        (UNITS, ["shrink", "--per", "-1"], "per more than none"),
        (UNITS, ["adjust", "--strata", "expected", "--per", "0"], "per more than none"),
        (
            "period,value\n1,2\nMay,3\n",
            ["chart", "--value", "value"],
            "row 3, column period: “May”",
        ),
        ("period,value\n2024-1,2\n2024,3\n", ["chart", "--value", "value"], "not of one kind"),
        ("period,value\n2024-1,2\n2024-01,3\n", ["chart", "--value", "value"], "row 2 already"),
        (UNITS + ",3,10,1\n", ["funnel"], "row 9, column unit: name the unit; it is empty"),
        (UNITS + "Unit 9,30,10,1\n", ["funnel"], "Unit 9: 30.0 of 10.0 is no proportion"),
        ("unit,numerator,denominator\n", ["funnel"], "there are no rows"),
        (UNITS, ["shrink", "--level", "95"], "--level: 95 does not lie between 0 and 1"),
        ("unit,numerator,denominator\nA,1,2\n", ["shrink"], "Four areas with a figure"),
        (UNITS, ["adjust", "--strata", "expected", "--level", "2"], "--level: 2 does not lie"),
        (UNITS, ["adjust", "--strata", ""], "at least one stratum column"),
        (SERIES, ["chart", "--period", "month", "--value", "offences"], "stands in row 2 already"),
        (SERIES, ["chart", "--kind", "p", "--period", "month"], "p chart needs --size"),
        (
            SERIES,
            ["chart", "--period", "month", "--value", "cases", "--unit", "bcu", "--only", "Z"],
            "column bcu: there is no Z",
        ),
        (SERIES, ["chart", "--kind", "t", "--period", "bcu"], "“North” is no date"),
        ("date\n2024-01-01\n,\n", ["chart", "--kind", "t", "--period", "date"], ""),
    ],
)
def test_what_cannot_be_answered_is_refused_with_its_place(file, text, words, said):
    shown = avow(words[0], file(text), *words[1:])

    assert shown.exit_code == 2
    assert said in " ".join(shown.output.split())


def test_a_file_that_is_not_there():
    assert "There is no file" in avow("funnel", "nowhere.csv").output


def test_rows_that_were_added_up_are_named(file):
    shown = avow("funnel", file(UNITS + "Unit 3,30,1000,30\n"))
    assert "Added up, since they stand in several rows: Unit 3." in shown.stderr
    assert "Added up" not in avow("funnel", file(UNITS)).stderr


def test_british_days_are_periods(file):
    text = SERIES.replace("month,", "day,")
    for month in MONTHS:
        text = text.replace(f"{month},", f"01/{month[5:]}/{month[:4]},")
    asked = ["--period", "day", "--value", "offences", "--unit", "bcu", "--only", "South"]
    shown = avow("chart", file(text), *asked, "--format", "json")
    assert json.loads(shown.stdout)["rows"][0]["period"] == "2022-01-01"
    deaths = file("date\n" + "".join(f"11/{m:02}/2023\n" for m in range(1, 13)), "d.csv")
    assert avow("chart", deaths, "--kind", "t", "--period", "date").exit_code == 0
