"""A story fills an empty site, once, and the same way wherever it is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from avow.analysis import synthetic
from avow.cli.main import app
from avow.web.audit.models import Event
from avow.web.consultation.models import Answer
from avow.web.measures.models import Evidence
from avow.web.plan.models import Commitment, Plan, Version
from avow.web.releases.models import Release
from avow.web.stories.invented import invented
from avow.web.stories.london import SourceMissingError, london
from avow.web.stories.people import CAST, cast
from avow.web.stories.plans import publish_first
from avow.web.stories.telling import AlreadyToldError, is_told, tell
from tests.shared import shared

BASE = "avow.web.config.settings.base"
# The steps that write facts and releases, in a process of their own on a database of their own.
FILES_ALONE = """
from avow.web.config.start import setup
setup()
from django.core.management import call_command
from avow.web.stories import invented, telling
call_command("migrate", verbosity=0)
for name, act in telling.steps(invented.invented()):
    if name in ("people", "facts", "plan", "final plan", "releases"):
        act()
"""
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings) -> Path:
    """Return the empty data folder of the test."""
    settings.DATA_FOLDER = tmp_path
    return tmp_path


def publish_a_plan(force: str) -> None:
    publish_first(
        by=cast()["lead"], text=synthetic.plan_text("draft"), name="plan.txt", force=force
    )


def files_of(folder: Path, *endings: str) -> dict[str, bytes]:
    """Return the content of loaded and released files whose name has one of the ``endings``."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for part in ("facts", "releases")
        for path in sorted((folder / part).rglob("*"))
        if path.is_file() and path.name.endswith(endings or ("",))
    }


def test_an_empty_site_has_been_told_nothing():
    assert not is_told(invented())


@pytest.mark.slow
def test_a_site_with_the_plan_of_the_same_force_is_told():
    publish_a_plan(invented().force)
    assert is_told(invented())


@pytest.mark.slow
def test_the_plan_of_another_force_is_never_written_over(folder):
    publish_a_plan("Another Force")
    events = Event.objects.count()
    with pytest.raises(AlreadyToldError, match=r"Another Force.*set AVOW_DATA"):
        is_told(invented())
    said = CliRunner().invoke(app, ["site", "demo", "--no-serve"])
    assert said.exit_code == 2
    assert "Another Force" in said.stderr.replace("\n", " ")
    assert Event.objects.count() == events


def test_a_story_brings_no_known_password_into_production(settings):
    settings.PRODUCTION = True
    said = CliRunner().invoke(app, ["site", "demo", "--no-serve"])
    assert said.exit_code == 2
    assert "not in production" in said.stderr
    with pytest.raises(RuntimeError, match="demo only"):
        cast()


@pytest.mark.slow
def test_each_person_of_the_cast_is_added_once():
    first = cast()
    assert {p.email for p in first.values()} == {email for email, _, _ in CAST.values()}
    assert cast() == first


def test_a_missing_document_is_named(tmp_path):
    with pytest.raises(SourceMissingError, match=r"003_\*\.txt.*--sources"):
        london(facts=tmp_path, sources=tmp_path)
    said = CliRunner().invoke(
        app, ["site", "london", "--facts", str(tmp_path), "--sources", str(tmp_path), "--no-serve"]
    )
    assert said.exit_code == 2
    assert "003_*.txt" in said.stderr


@pytest.mark.slow
def test_a_missing_file_of_facts_is_named(tmp_path):
    for name in ("000", "002", "003"):
        (tmp_path / f"{name}_.txt").write_text("Words.", encoding="utf-8")
    story = london(facts=tmp_path, sources=tmp_path)
    with pytest.raises(SourceMissingError, match=r"wards_2025\.geojson is not there.*--facts"):
        story.loads(tmp_path)


@pytest.mark.slow
def test_the_invented_story_is_whole_and_told_once_and_the_same_everywhere(
    folder, tmp_path_factory
):
    tell(invented())
    assert_whole(invented())

    events, before = Event.objects.count(), files_of(folder)
    again = CliRunner().invoke(app, ["site", "demo", "--no-serve"])
    assert again.exit_code == 0, again.stderr
    assert "lead@demo.example" in again.stderr
    assert Event.objects.count() == events
    assert files_of(folder) == before

    elsewhere = tmp_path_factory.mktemp("elsewhere")
    told = subprocess.run(
        [sys.executable, "-c", FILES_ALONE],
        env={**os.environ, "AVOW_DATA": str(elsewhere), "DJANGO_SETTINGS_MODULE": BASE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    kinds = (".parquet", "data.csv", "data.json", "dictionary.json", "map.pmtiles")
    here, there = files_of(folder, *kinds), files_of(elsewhere, *kinds)
    assert len(here) > 30
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []


def assert_whole(story) -> None:
    """Check that every part of a story has arrived on the site."""
    assert is_told(story)
    assert Plan.objects.get().force == story.force
    assert Version.objects.filter(state="published").count() == 1
    assert [r.title for r in Release.objects.order_by("number")] == [
        told.title for told in story.releases
    ]
    told = {measure for measures in story.evidence.values() for measure in measures}
    assert {piece.measure for piece in Evidence.objects.all()} == told
    assert Answer.objects.exclude(published=None).count() == (
        len(story.answers) or story.example_answers
    )


@pytest.mark.slow
def test_the_story_of_london_is_whole(folder):
    """Told from the real documents and open data, where they are."""
    facts, sources = shared("data"), shared("sources")
    said = CliRunner().invoke(
        app, ["site", "london", "--facts", str(facts), "--sources", str(sources), "--no-serve"]
    )
    assert said.exit_code == 0, said.stderr
    story = london(facts=facts, sources=sources)
    assert_whole(story)
    assert Commitment.objects.filter(pillar__version=Version.objects.get()).count() == 10
