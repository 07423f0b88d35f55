"""`avow evaluation` on files: results in three forms, charts, and refusals that name the place."""

import csv
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from avow.cli.evaluation import app
from tests.analysis.evaluation import worlds

run = CliRunner().invoke
COLUMNS = ["--unit", "borough", "--period", "month", "--outcome", "offences"]
START = ["--start", "2024-01"]
TREATED = ["--treated", "Place 1,Place 2"]


def rows():
    panel = worlds.counts(3, places=12, treated=2, ratio=0.6, mean=200, spread=0.05)
    return [
        {
            "borough": unit,
            "month": month,
            "offences": int(value),
            "residents": 200_000 + i,
            "young": 10 + i,
        }
        for i, (unit, values) in enumerate(zip(panel.units, panel.values, strict=True))
        for month, value in zip(panel.periods, values, strict=True)
    ]


def written(path, table):
    with path.open("w", newline="") as out:
        writer = csv.DictWriter(out, table[0].keys())
        writer.writeheader()
        writer.writerows(table)
    return str(path)


@pytest.fixture
def file(tmp_path):
    return written(tmp_path / "counts.csv", rows())


def test_did_says_the_result_its_interval_and_what_could_be_wrong(file):
    result = run(app, ["did", file, *COLUMNS, *TREATED, *START, "--exposure", "residents"])
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "lower than to be expected without the pilot (95% interval:" in text
    plain = run(app, ["did", file, *COLUMNS, *TREATED, *START]).stdout
    assert "fewer offences than to be expected" in " ".join(plain.split())
    assert "What could be wrong:" in text
    assert "something else changed at the same time (figures cannot tell)" in text
    assert all(len(line) <= 100 for line in result.stdout.splitlines())


def test_json_holds_everything_and_csv_the_table(file):
    told = json.loads(
        run(app, ["did", file, *COLUMNS, *TREATED, *START, "--format", "json"]).stdout
    )
    assert told["effect"]["percent"] == pytest.approx(-40, abs=6)
    assert told["pilot"]["areas"] == ["Place 1", "Place 2"]
    table = run(app, ["did", file, *COLUMNS, *TREATED, *START, "--format", "csv"]).stdout
    found = list(csv.DictReader(io.StringIO(table)))
    assert [row["period"] for row in found][:2] == ["2022-01", "2022-02"]
    assert set(found[0]) == {"period", "gap", "low", "high", "after"}


def test_places_that_begin_one_after_the_other_are_told_by_their_own_start(file):
    asked = ["did", file, *COLUMNS, "--treated", "Place 1=2024-01,Place 2=2024-05"]
    result = run(app, asked)
    assert result.exit_code == 0
    assert "Place 1 2024-01, Place 2 2024-05" in " ".join(result.stdout.split())
    assert "leave out later rows" in " ".join(run(app, [*asked, "--end", "2024-08"]).stderr.split())
    missing = run(app, ["did", file, *COLUMNS, "--treated", "Place 1=2024-01,Place 2"])
    assert missing.exit_code == 2
    assert "When did it begin in Place 2?" in missing.stderr


@pytest.mark.slow
def test_charts_are_drawn(file, tmp_path):
    chart = tmp_path / "chart.svg"
    asked = [
        ["did", file, *COLUMNS, *TREATED, *START],
        ["series", file, *COLUMNS, *TREATED, *START],
        ["synthetic", file, *COLUMNS, *TREATED, *START],
        [
            "displacement",
            file,
            *COLUMNS,
            *TREATED,
            *START,
            "--control",
            "Place 3,Place 4",
            "--buffer",
            "Place 5",
        ],
    ]
    drawn = set()
    for each in asked:
        assert run(app, [*each, "--chart", str(chart)]).exit_code == 0
        drawn.add(chart.read_text())
    assert len(drawn) == 4
    assert all(svg.startswith("<svg") for svg in drawn)
    refused = run(app, [*asked[0], "--chart", str(tmp_path / "no" / "where.svg")])
    assert refused.exit_code == 2
    assert "cannot be written" in refused.stderr


@pytest.mark.slow
def test_series_takes_a_file_of_one_place(file, tmp_path):
    mine = [
        {"month": row["month"], "offences": row["offences"]}
        for row in rows()
        if row["borough"] == "Place 1"
    ]
    one = written(tmp_path / "one.csv", mine)
    columns = ["--period", "month", "--outcome", "offences"]
    alone = run(app, ["series", one, *columns, *START, "--format", "json"])
    named = run(app, ["series", file, *COLUMNS, "--treated", "Place 1", *START, "--format", "json"])
    assert json.loads(alone.stdout)["effect"] == json.loads(named.stdout)["effect"]
    level = run(
        app, ["series", one, *columns, *START, "--no-slope", "--season", "none", "--as", "value"]
    )
    assert "a change of level at the start" in " ".join(level.stdout.split())
    half = run(app, ["series", file, *COLUMNS, *START])
    assert half.exit_code == 2
    assert "--unit and --treated together" in half.stderr


@pytest.mark.slow
def test_synthetic_takes_predictors_from_columns(file):
    told = json.loads(
        run(
            app,
            [
                "synthetic",
                file,
                *COLUMNS,
                *TREATED,
                *START,
                "--predictors",
                "young",
                "--neighbours",
                "Place 3",
                "--format",
                "json",
            ],
        ).stdout
    )
    assert told["predictors"][0]["pilot"] == pytest.approx(10.5)
    assert "Place 3" not in {row["donor"] for row in told["weights"]}


def test_displacement_reads_the_quotient(file):
    result = run(
        app,
        [
            "displacement",
            file,
            *COLUMNS,
            *TREATED,
            *START,
            "--control",
            "Place 3,Place 4",
            "--buffer",
            "Place 5",
        ],
    )
    assert result.exit_code == 0
    assert "Quotient" in result.stdout
    assert "controls brought to the size" in " ".join(result.stdout.split())


def test_parquet_is_read_like_csv(file, tmp_path):
    parquet = tmp_path / "counts.parquet"
    pq.write_table(pa.Table.from_pylist(rows()), parquet)
    asked = [*COLUMNS, *TREATED, *START, "--format", "json"]
    assert run(app, ["did", str(parquet), *asked]).stdout == run(app, ["did", file, *asked]).stdout
    lost = run(app, ["did", str(parquet), "--unit", "ward", *COLUMNS[2:], *TREATED, *START])
    assert "there is no column “ward”" in lost.stderr


def test_rows_of_one_unit_and_period_are_added_up_when_asked(tmp_path):
    halves = []
    for row in rows():
        half = row["offences"] // 2
        halves += [row | {"offences": half}, row | {"offences": row["offences"] - half}]
    file = written(tmp_path / "halves.csv", halves)
    asked = ["did", file, *COLUMNS, *TREATED, *START, "--format", "json"]
    refused = run(app, asked)
    assert refused.exit_code == 2
    assert "Row 3: Place 1 in 2022-01 stands twice" in refused.stderr
    summed = run(app, [*asked, "--add-up", "--exposure", "residents"])
    assert json.loads(summed.stdout)["effect"]["percent"] == pytest.approx(-40, abs=6)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"offences": "many"}, "Row 2, Place 1 in 2022-01: offences is “many”, which is no number"),
        ({"offences": ""}, "Row 2, Place 1 in 2022-01: offences is empty"),
        ({"month": "2022-02"}, "Row 3: Place 1 in 2022-02 stands twice"),
    ],
)
def test_a_bad_cell_is_named_with_file_row_and_column(tmp_path, change, words):
    table = rows()
    table[0] |= change
    file = written(tmp_path / "bad.csv", table)
    result = run(app, ["did", file, *COLUMNS, *TREATED, *START])
    assert result.exit_code == 2
    assert f"{file}: {words}" in result.stderr
    assert result.stdout == ""


def test_a_cell_that_cannot_be_added_up_or_averaged_is_named(tmp_path):
    table = rows()
    table[4] |= {"offences": "x", "young": "?"}
    file = written(tmp_path / "bad.csv", table)
    summed = run(app, ["did", file, *COLUMNS, *TREATED, *START, "--add-up"])
    assert "Row 6, Place 1 in 2022-05: “x” is no number" in summed.stderr
    table[4] |= {"offences": "5"}
    file = written(tmp_path / "bad.csv", table)
    mean = run(app, ["synthetic", file, *COLUMNS, *TREATED, *START, "--predictors", "young"])
    assert "Row 6, column young: “?” is no number" in mean.stderr


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["did"], "No figures for Nowhere"),
        (["series"], "No figures for Nowhere"),
        (["synthetic"], "No figures for Nowhere"),
        (["displacement", "--control", "Place 3"], "No figures for Nowhere"),
    ],
)
def test_an_unknown_place_is_refused_by_each(file, command, words):
    result = run(app, [command[0], file, *COLUMNS, "--treated", "Nowhere", *START, *command[1:]])
    assert result.exit_code == 2
    assert words in result.stderr


def test_no_file_and_no_table_are_refused(tmp_path):
    asked = [*COLUMNS, *TREATED, *START]
    assert "There is no file" in run(app, ["did", str(tmp_path / "no.csv"), *asked]).stderr
    (tmp_path / "bad.parquet").write_text("no table")
    broken = run(app, ["did", str(tmp_path / "bad.parquet"), *asked])
    assert broken.exit_code == 2
    assert "cannot be read as a table" in broken.stderr


def test_a_negative_count_is_a_mistake_unless_said_not_to_be(tmp_path):
    wrong = rows()
    wrong[40]["offences"] = -5
    file = written(tmp_path / "wrong.csv", wrong)
    refused = run(app, ["did", file, *COLUMNS, *TREATED, *START])
    assert refused.exit_code == 2
    assert "offences is -5, and counts are never negative" in refused.stderr
    assert run(app, ["did", file, *COLUMNS, *TREATED, *START, "--as", "value"]).exit_code == 0


def test_british_days_and_semicolons_are_read(tmp_path, file):
    text = "borough;month;offences\n" + "".join(
        f"{row['borough']};01/{row['month'][5:]}/{row['month'][:4]};{row['offences']}\n"
        for row in rows()
    )
    british = tmp_path / "british.csv"
    british.write_text(text, encoding="cp1252")
    asked = [*COLUMNS, *TREATED, *START, "--format", "json"]
    found, same = (run(app, ["did", str(each), *asked]) for each in (british, file))
    effects = [json.loads(each.stdout)["effect"] for each in (found, same)]
    assert effects[0] == effects[1]


def test_a_head_without_rows_is_told(tmp_path):
    (tmp_path / "head.csv").write_text("borough,month,offences\n")
    said = run(app, ["did", str(tmp_path / "head.csv"), *COLUMNS, *TREATED, *START])
    assert said.exit_code == 2
    assert "there are no rows under the head" in said.stderr


def test_places_that_begin_one_after_the_other_are_told_in_months(file):
    shown = run(app, ["did", file, *COLUMNS, "--treated", "Place 1=2024-01,Place 2=2024-05"])
    assert "Place 1 and Place 2, the first 20 months of each:" in " ".join(shown.stdout.split())
