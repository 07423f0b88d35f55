"""The files of a release: whole, hashed, the same every time, and never half there."""

import csv
import io
import json
import pathlib

import pyarrow.parquet as pq
import pytest
from django.db import transaction

from avow.web.audit.models import Event
from avow.web.releases import actions, files, maps
from avow.web.releases.files import TamperedError, releases_folder, sha256
from avow.web.releases.models import Proposal, Release
from avow.web.releases.verification import read_released, verify_release

pytestmark = pytest.mark.django_db
DATA = {
    "data.csv",
    "data.json",
    "data.parquet",
    "definition.json",
    "dictionary.json",
    "dictionary.md",
    "manifest.json",
}


def in_folder(made):
    return {path.name for path in (releases_folder() / made.folder).iterdir()}


def test_a_release_is_a_folder_of_hashed_files(released):
    made = released()
    assert (made.number, made.folder) == (1, "1-recorded-offences-by-borough")
    assert in_folder(made) == DATA
    for name, held in made.manifest["files"].items():
        assert sha256((releases_folder() / made.folder / name).read_bytes()) == held["sha256"]
    assert json.loads(read_released(made, "manifest.json")) == made.manifest
    assert "Open Government Licence" in made.manifest["licence"]["name"]
    assert verify_release(made) == []


def test_csv_json_and_parquet_hold_the_same_rows(released):
    made = released()
    rows = json.loads(read_released(made, "data.json"))["rows"]
    table = pq.read_table(io.BytesIO(read_released(made, "data.parquet"))).to_pylist()
    lines = list(csv.DictReader(io.StringIO(read_released(made, "data.csv").decode())))
    assert len(rows) == len(table) == len(lines) == 12
    for row, arrow, line in zip(rows, table, lines, strict=True):
        assert row == {**arrow, "period": arrow["period"].isoformat()}
        assert line["unit"] == row["unit"]
        assert line["numerator"] == ("" if row["numerator"] is None else str(row["numerator"]))


def test_the_dictionary_explains_every_column(released):
    made = released()
    columns = json.loads(read_released(made, "data.json"))["rows"][0].keys()
    entries = json.loads(read_released(made, "dictionary.json"))["columns"]
    assert {entry["name"] for entry in entries} == set(columns)
    assert all(entry["meaning"] and "{" not in entry["meaning"] for entry in entries)
    status = next(e for e in entries if e["name"] == "numerator_status")
    assert set(status["allowed"]) == {"published", "rounded", "suppressed", "missing"}
    page = read_released(made, "dictionary.md").decode()
    assert all(f"## {name}" in page for name in columns)


def test_a_figure_goes_out_with_definition_faults_method_caution_and_rules(released):
    about = json.loads(read_released(released(), "definition.json"))
    assert about["definition"]["what"]
    assert about["faults"]
    assert "Poisson" in about["method"]
    assert "trust the police" in about["caution"]
    assert about["disclosure"]["threshold"] == 5


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"kind": "chart", "area": "bcu"}, {"chart.vl.json", "chart.svg", "chart.png"}),
        ({"kind": "map", "area": "ward"}, {"map.pmtiles", "map.svg", "map.png", "map.json"}),
    ],
)
def test_pictures_go_out_with_their_data_and_are_the_same_each_time(
    released, proposed, asked, wanted
):
    made = released(**asked)
    assert in_folder(made) == DATA | wanted
    again = proposed(**asked).latest
    from avow.web.releases import snapshots

    for name in wanted:
        assert snapshots.names(again)[name]["sha256"] == made.manifest["files"][name]["sha256"]
    assert read_released(made, next(n for n in wanted if n.endswith(".png"))).startswith(b"\x89PNG")


@pytest.mark.slow
def test_tiles_hold_the_wards_with_protected_values_only(released, tmp_path):
    import pyogrio

    made = released(kind="map", area="ward")
    path = tmp_path / "map.pmtiles"
    path.write_bytes(read_released(made, "map.pmtiles"))
    assert path.read_bytes()[:7] == b"PMTiles"
    assert pyogrio.read_info(path)["layer_name"] == "areas"
    _meta, table = pyogrio.read_arrow(path)
    by_name = {row["name"]: row for row in table.to_pylist()}
    assert len(by_name) == 18
    hidden = by_name["Mill (Alder)"]  # two offences a year
    assert hidden["value"] is None
    assert hidden["shown"] == "Hidden, to protect people"
    assert by_name["Mill (Fir)"]["value"] % 5 == 0


def test_a_map_without_boundaries_says_what_to_load(facts, proposed):
    for path in (facts / "facts" / "boundaries").iterdir():
        path.unlink()
    with pytest.raises(maps.NotPassingError, match="avow feed load boundaries"):
        proposed(kind="map", area="ward")


def test_releasing_again_returns_what_was_released(approved, analyst):
    proposal = approved()
    first = actions.release(by=analyst, proposal=proposal)
    assert actions.release(by=analyst, proposal=proposal) == first
    assert Release.objects.count() == 1


def test_numbers_follow_each_other(released):
    assert [released(title=f"Table {n}").number for n in range(3)] == [1, 2, 3]


@pytest.mark.parametrize("where", ["write", "rename", "row"])
def test_stopped_anywhere_the_next_run_ends_the_same(approved, analyst, monkeypatch, where):
    proposal = approved()

    def stop(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        if where == "write":
            broken.setattr(files, "_write", stop)
        elif where == "rename":
            broken.setattr(pathlib.Path, "rename", stop)
        else:
            broken.setattr(Release, "save", stop)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            actions.release(by=analyst, proposal=proposal)
    assert not Release.objects.exists()
    made = actions.release(by=analyst, proposal=proposal)
    assert verify_release(made) == []
    assert [path.name for path in releases_folder().iterdir()] == [made.folder]


def test_an_attempt_that_came_to_nothing_leaves_no_folder_for_the_next(
    approved, analyst, monkeypatch
):
    first, second = approved(title="One"), approved(title="Two")
    with monkeypatch.context() as broken:

        def stop(*_, **__):
            raise KeyboardInterrupt

        broken.setattr(Release, "save", stop)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            actions.release(by=analyst, proposal=first)
    assert actions.release(by=analyst, proposal=second).folder == "1-two"
    assert [path.name for path in releases_folder().iterdir()] == ["1-two"]


def test_what_is_told_of_a_release_is_what_was_reviewed(approved, analyst):
    proposal = approved()
    Proposal.objects.update(title="Something else", summary="Nobody saw this.")
    made = actions.release(by=analyst, proposal=proposal)
    assert made.title == "Recorded offences by borough"
    assert "Nobody saw this" not in str(made.manifest)


def test_files_changed_between_review_and_release_are_not_released(approved, analyst):
    proposal = approved()
    path = files.proposals_folder() / proposal.latest.snapshot / "data.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(TamperedError, match=r"data\.csv was changed"):
        actions.release(by=analyst, proposal=proposal)
    assert not Release.objects.exists()


class TestVerification:
    def test_a_changed_file_is_found(self, released):
        made = released()
        (releases_folder() / made.folder / "data.csv").write_text("unit\n")
        assert verify_release(made) == [f"{made.folder}/data.csv was changed after it was written."]

    def test_a_missing_file_is_found(self, released):
        made = released()
        (releases_folder() / made.folder / "data.csv").unlink()
        assert verify_release(made) == [f"{made.folder}/data.csv cannot be read."]

    def test_an_added_file_is_found(self, released):
        made = released()
        (releases_folder() / made.folder / "more.csv").write_text("x")
        assert verify_release(made) == [f"{made.folder}/more.csv was never released."]

    def test_a_manifest_rewritten_to_fit_a_changed_file_is_found(self, released):
        made = released()
        folder = releases_folder() / made.folder
        (folder / "data.csv").write_text("unit\n")
        manifest = json.loads((folder / "manifest.json").read_bytes())
        manifest["files"]["data.csv"]["sha256"] = sha256(b"unit\n")
        (folder / "manifest.json").write_bytes(files.as_json(manifest))
        assert len(verify_release(made)) == 2

    def test_a_missing_folder_is_found(self, released):
        made = released()
        made.slug = "elsewhere"
        assert len(verify_release(made)) == 7

    def test_there_are_no_other_files(self, released):
        with pytest.raises(LookupError):
            read_released(released(), "../../avow.sqlite3")


def test_a_refusal_is_traced_once_a_file(released):
    made = released()
    for name in ("data.csv", "data.csv", "data.json"):
        actions.refuse_file(release=made, name=name, reason="changed")
    found = Event.objects.filter(verb="release.file-refused", subject=str(made.pk))
    assert [event.detail["file"] for event in found] == ["data.csv", "data.json"]
