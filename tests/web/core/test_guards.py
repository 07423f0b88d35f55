"""The guards of the database stand whole after every migration, and cost a migration little."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from avow.web.audit.actions import record
from avow.web.audit.models import Event
from avow.web.core import guards
from avow.web.core.append_only import append_only
from avow.web.core.guards import Guard, Guarding, hold, let_go
from tests.web.database import Editor, PostgresEditor, triggers

pytestmark = pytest.mark.django_db
TABLE = "audit_event"
GUARD = Guard(TABLE, "INSERT", "audit_event_of_nobody", "NEW.actor = ''", "somebody acts")


def held_by_migrations() -> dict[str, Guard]:
    """Return the guards that every migration, one after the other, leaves in place."""
    held: dict[str, Guard] = {}
    loader = MigrationLoader(connection)
    for key in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
        for step in loader.graph.nodes[key].operations:
            if isinstance(step, Guarding):
                named = {guard.name: guard for guard in guards._now(step.guards, Editor())}
                held = held | named if step.held else {n: held[n] for n in held if n not in named}
    return held


def test_every_guard_that_was_held_stands_and_knows_every_column():
    """SQLite loses the triggers of a table it makes anew; a new column needs new guards."""
    held, there = held_by_migrations(), triggers()
    assert len(held) > 100
    assert there.keys() == held.keys()
    for name, guard in held.items():
        words = set(guard.refused.split())
        assert words <= set(there[name].split()), name


def test_what_the_migrations_make_is_what_the_models_say():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def act():
    with transaction.atomic():
        record(by=None, verb="something.happened", on=apps.get_model("audit", "Head")(id=1))


def test_a_guard_is_held_and_let_go_in_either_direction():
    step = hold([GUARD])
    for on, off in (
        (step.forwards, step.backwards),
        (let_go([GUARD]).backwards, let_go([GUARD]).forwards),
        (step.opposite().opposite().forwards, step.opposite().forwards),
    ):
        on(Editor())
        with pytest.raises(DatabaseError, match="somebody acts"):
            act()
        off(Editor())
        act()


def test_a_step_says_what_it_does_and_asks_for_no_models():
    step = hold([GUARD])
    assert [step.describe(), step.opposite().describe()] == ["Hold guards", "Let go of guards"]
    # As a migration calls it; no state of the models is looked at.
    step.state_forwards("audit", None)
    step.database_forwards("audit", Editor(), None, None)
    assert GUARD.name in triggers()
    step.database_backwards("audit", Editor(), None, None)
    assert GUARD.name not in triggers()


def test_a_column_may_bear_a_word_of_the_database_s_own():
    """PostgreSQL takes an unquoted OLD.by for something else, and refuses every change."""
    words = guards.changed(connection, "evaluations_evaluation", may_change=("title",))
    assert words.count(" OR ") > 10
    assert all(part.startswith('OLD."') and ' NEW."' in part for part in words.split(" OR "))
    assert '"title"' not in words
    assert 'OLD."by" ' in words


def test_on_postgresql_a_table_that_only_grows_is_not_emptied_at_once_either():
    editor = PostgresEditor()
    append_only(TABLE).forwards(editor)
    assert [sql for sql in editor.ran if "BEFORE TRUNCATE" in sql and "EACH STATEMENT" in sql]
    append_only(TABLE).backwards(editor)
    assert f"DROP TRIGGER IF EXISTS {TABLE}_no_delete_at_once ON {TABLE}" in editor.ran


# SQLite has no TRUNCATE.
EMPTYING = ["DELETE FROM {}"] + ["TRUNCATE {}"] * (connection.vendor == "postgresql")


@pytest.mark.parametrize("words", EMPTYING)
def test_the_trace_is_not_emptied(words):
    act()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(words.format(TABLE))
    assert Event.objects.count() == 1
