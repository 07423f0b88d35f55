import pytest

from avow.web.releases import sources


@pytest.fixture
def loaded(monkeypatch):
    from avow.analysis.feeds.report import Report, Source

    report = Report(
        feed="mps-vawg",
        version="1",
        load_id="x",
        loaded_at="2026-03-02T09:00:00+00:00",
        sources=[
            Source("offences.csv", "0", 1, 10),
            Source("victims.csv", "0", 1, 9),
            Source("geography.toml", "0", 1, 0),
        ],
        tables=[],
        quarantined=[],
        findings=[],
    )
    monkeypatch.setattr(sources, "feeds_with", lambda *_: {"mps-vawg": "x"})
    monkeypatch.setattr(sources.feeds, "reports", lambda *_: [report])


def test_the_files_that_were_loaded_are_named(loaded):
    said = sources.loaded_from(["offences_by_place", "victims_by_place"])
    assert said == ["offences.csv and victims.csv, loaded on 2 March 2026."]


def test_where_nothing_was_loaded_nothing_is_said(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    assert sources.loaded_from(["offences_by_place"]) == []
