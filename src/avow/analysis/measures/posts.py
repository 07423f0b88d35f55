"""Who holds a post that is trained: the training of holders beside the posts of a snapshot."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from avow.analysis.engine import Facts
from avow.analysis.measures.conditions import Condition

if TYPE_CHECKING:
    import ibis.expr.types as ir

_TRAINED_IN = "trained in "


def trained_in(courses: Iterable[str]) -> Condition:
    """Return the condition that a post's holder is trained in one of ``courses``.

    That is, has completed it by the day of the snapshot, and it is still valid on that day.
    """
    return Condition(_TRAINED_IN + ",".join(sorted(courses)), "is", value=True)


def with_training(facts: Facts, rows: "ir.Table", conditions: Iterable[Condition]) -> "ir.Table":
    """Return the posts ``rows`` with a column for each condition on training; empty is untrained.

    All courses are looked up together, in one join on the post.
    """
    names = [c.column for c in conditions if c.column.startswith(_TRAINED_IN)]
    if not names:
        return rows
    wanted = {name: name.removeprefix(_TRAINED_IN).split(",") for name in names}
    every = sorted({course for courses in wanted.values() for course in courses})
    done = facts.table("training")
    done = done.filter(done.course.isin(every)).select(
        held_force=done.force,
        held_post=done.post,
        course=done.course,
        completed_on=done.completed_on,
        valid_until=done.valid_until,
    )
    posts = facts.table("workforce").select("force", "post", "as_at").view()
    held = posts.join(done, [posts.force == done.held_force, posts.post == done.held_post])
    valid = held.valid_until.isnull() | (held.valid_until > held.as_at)
    held = held.filter((held.completed_on <= held.as_at) & valid)
    trained = held.group_by(
        held_force=held.held_force, held_post=held.held_post, held_at=held.as_at
    ).aggregate(**{name: held.course.isin(courses).max() for name, courses in wanted.items()})
    return rows.left_join(
        trained,
        [
            rows.force == trained.held_force,
            rows.post == trained.held_post,
            rows.as_at == trained.held_at,
        ],
    )
