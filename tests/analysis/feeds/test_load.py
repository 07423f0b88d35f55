"""A load is seen whole or not at all, and the same files change nothing."""

import datetime as dt
import fcntl
import hashlib
import json
from pathlib import Path

import pytest

from avow.analysis import feeds
from avow.analysis.engine import Facts, layout
from avow.analysis.feeds import loading, store
from tests.analysis.feeds import invented
from tests.analysis.feeds.invented import AT, OFFENCE_COLUMNS, PLACES

LATER = AT + dt.timedelta(days=1)


def state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_files_twice_change_nothing(data, offences, victims):
    first = feeds.load(data, "mps-vawg", [offences, victims], at=AT)
    before = state(data)
    again = feeds.load(data, "mps-vawg", [victims, offences], at=LATER)
    assert first.changed
    assert not again.changed
    assert again.report == first.report
    assert state(data) == before


def test_two_folders_loaded_alike_are_alike_bit_for_bit(tmp_path, offences):
    for name in ("a", "b"):
        feeds.load(tmp_path / name, "mps-vawg", [offences], at=AT)
    assert state(tmp_path / "a") == state(tmp_path / "b")


def test_only_loaded_at_depends_on_when(tmp_path, offences):
    early = feeds.load(tmp_path / "a", "mps-vawg", [offences], at=AT).report.to_dict()
    late = feeds.load(tmp_path / "b", "mps-vawg", [offences], at=LATER).report.to_dict()
    assert early.pop("loaded_at") != late.pop("loaded_at")
    assert early == late


def test_a_newer_file_replaces_and_the_older_can_come_back(data, tmp_path, offences):
    first = feeds.load(data, "mps-vawg", [offences], at=AT)
    newer = invented.parquet(tmp_path / "n.parquet", PLACES[:1], OFFENCE_COLUMNS)
    feeds.load(data, "mps-vawg", [newer], at=AT)
    assert Facts(data).table("offences_by_place").offences.sum().to_pyarrow().as_py() == 5
    back = feeds.load(data, "mps-vawg", [offences], at=LATER)
    assert back.changed
    assert back.report.load_id == first.report.load_id
    assert Facts(data).table("offences_by_place").offences.sum().to_pyarrow().as_py() == 20


def test_a_changed_definition_makes_a_new_load(data, offences, monkeypatch):
    first = feeds.load(data, "mps-vawg", [offences], at=AT).report.load_id
    monkeypatch.setattr(loading, "read", lambda kind, name: {"changed": name})
    assert feeds.load(data, "mps-vawg", [offences], at=AT).report.load_id != first


def test_a_second_load_at_the_same_time_is_refused(data, offences):
    folder = layout.facts_folder(data, "mps-vawg")
    folder.mkdir(parents=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(feeds.LoadInProgressError, match="Another load of mps-vawg is running"):
            feeds.load(data, "mps-vawg", [offences], at=AT)
    assert feeds.load(data, "mps-vawg", [offences], at=AT).changed


@pytest.mark.parametrize("fails_at", range(1, 9))
def test_a_load_that_stops_anywhere_is_repaired_by_the_next(
    tmp_path, offences, fails_at, monkeypatch
):
    bad = tmp_path / "bad.csv"
    invented.text(bad, [*PLACES, dict(PLACES[0]) | {"count": "x"}], OFFENCE_COLUMNS)
    feeds.load(tmp_path / "whole", "mps-vawg", [offences], at=AT)
    before = state(tmp_path / "whole")
    feeds.load(tmp_path / "whole", "mps-vawg", [bad], at=AT)
    data = tmp_path / "data"
    feeds.load(data, "mps-vawg", [offences], at=AT)
    steps = iter(range(1, 100))
    flush = store._flush

    def stop(path: Path) -> None:
        if next(steps) == fails_at:
            raise KeyboardInterrupt
        flush(path)

    with monkeypatch.context() as patched:
        patched.setattr(store, "_flush", stop)
        with pytest.raises(KeyboardInterrupt):
            feeds.load(data, "mps-vawg", [bad], at=AT)
    seen = Facts(data).table("offences_by_place").offences.sum().to_pyarrow().as_py()
    assert seen == 20
    assert {k: v for k, v in state(data).items() if k in before} == before
    feeds.load(data, "mps-vawg", [bad], at=AT)
    assert state(data) == state(tmp_path / "whole")


def test_reports_and_faults(data, offences, victims):
    assert feeds.reports(data, "mps-vawg") == []
    assert feeds.faults(data, "offences_by_class") == []
    done = feeds.load(data, "mps-vawg", [offences, victims], at=AT)
    assert feeds.reports(data, "mps-vawg") == [done.report]
    faults = feeds.faults(data, "offences_by_class")
    assert any("4 of 20 offences lie outside the publisher's VAWG classes" in f for f in faults)
    assert not any("victims" in fault for fault in faults)


def test_a_report_survives_json(data, offences):
    report = feeds.load(data, "mps-vawg", [offences], at=AT).report
    again = feeds.Report.from_dict(json.loads(json.dumps(report.to_dict())))
    assert json.dumps(again.to_dict()) == json.dumps(report.to_dict())
    assert again.to_text() == report.to_text()


def test_a_report_reads_as_text(data, offences, tmp_path):
    bad = invented.text(
        tmp_path / "b.csv", [*PLACES, dict(PLACES[0]) | {"count": "x"}], OFFENCE_COLUMNS
    )
    text = feeds.load(data, "mps-vawg", [bad], at=AT).report.to_text(limit=1)
    assert "20 of 20" in text
    assert "count is not a whole number" in text
    assert "more in the JSON report" in text
    assert max(map(len, text.splitlines())) <= 100


def test_progress_is_told_in_words(data, offences):
    steps: list[str] = []
    feeds.load(data, "mps-vawg", [offences], at=AT, progress=steps.append)
    assert steps[0] == "Opening files"
    assert steps[-1] == "Writing to disk"
