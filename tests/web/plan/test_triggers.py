"""The triggers can be taken away and put back, and are written for both databases."""

import pytest
from django.db import DatabaseError, transaction

from avow.web.consultation.exact_quotes import hold_exact_quotes
from avow.web.plan.fixed_text import (
    fix_published_steps,
    fix_published_text,
    release_published_text,
)
from avow.web.plan.models import Version
from tests.web.database import Editor, PostgresEditor, triggers

pytestmark = pytest.mark.django_db


# Tables whose rows are added and never taken away.
ADDED = ("progress", "assignment", "milestone", "unitprogress", "proof", "reminder")


def change(published, title="changed"):
    with transaction.atomic():
        Version.objects.filter(pk=published.pk).update(title=title)


def test_the_guard_goes_and_comes_back(published):
    step = fix_published_text()
    with pytest.raises(DatabaseError, match="does not change"):
        change(published)
    step.backwards(Editor())
    change(published)
    step.forwards(Editor())
    with pytest.raises(DatabaseError, match="does not change"):
        change(published, "again")


@pytest.mark.parametrize("step", [fix_published_text, fix_published_steps, hold_exact_quotes])
def test_each_guard_is_a_function_and_a_trigger_on_postgresql(step):
    editor = PostgresEditor()
    step().forwards(editor)
    made = len(editor.ran)
    assert all("CREATE FUNCTION" in sql and "EXECUTE FUNCTION" in sql for sql in editor.ran)
    step().backwards(editor)
    gone = editor.ran[made:]
    assert sum(sql.startswith("DROP TRIGGER") for sql in gone) == made
    assert sum(sql.startswith("DROP FUNCTION") for sql in gone) == made


def test_the_quote_s_guard_goes_and_comes_back():
    hold_exact_quotes().backwards(Editor())
    hold_exact_quotes().forwards(Editor())


def test_every_guard_stands_after_the_tables_were_built_anew():
    there = {
        name for name in triggers() if name.startswith("plan_") and not name.endswith("_at_once")
    }
    parts = ("pillar", "commitment", "action", "lineagestep")
    assert there == {
        *(
            f"plan_{part}_fixed_{event}"
            for part in parts
            for event in ("insert", "update", "delete")
        ),
        "plan_version_fixed_update",
        "plan_version_fixed_delete",
        *(f"plan_{table}_no_{event}" for table in ADDED for event in ("change", "delete")),
    }


def test_the_stage_of_a_published_version_stays(published):
    assert published.stage == "final"
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        Version.objects.filter(pk=published.pk).update(stage="consultation")


def test_a_draft_has_no_stage_and_no_version_an_unknown_one(draft):
    for stage in ("final", "nonsense"):
        with pytest.raises(DatabaseError, match="stage_of_what_is_published"), transaction.atomic():
            Version.objects.filter(pk=draft.pk).update(stage=stage)


@pytest.mark.parametrize("step", [release_published_text, fix_published_steps])
def test_guards_are_taken_away_and_put_back_in_either_direction(step, published):
    made = step()
    if step is release_published_text:
        made.forwards(Editor())
        change(published)
        made.backwards(Editor())
    else:
        made.backwards(Editor())
        made.forwards(Editor())
    with pytest.raises(DatabaseError, match="does not change"):
        change(published, "again")
