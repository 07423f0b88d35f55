"""Long work: asked for on a page, done by a process of its own, watched on the page.

A room registers a function for a kind of work when the site starts. What was interrupted can be
asked for again: such a function begins anew and counts nothing twice.
"""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.core.models.work import DONE, FAILED, RUNNING, SILENCE, WAITING, Work
from avow.web.core.states import IllegalMoveError

_HEARTBEAT_SECONDS = 10
_kinds: dict[str, Callable[[Work], None]] = {}


def register(kind: str, function: Callable[[Work], None]) -> None:
    """Have work of this kind done by ``function``, which tells how far it is with ``tell``."""
    _kinds[kind] = function


def ask(*, kind: str, subject: UUID, by: UUID, **given: object) -> Work:
    """Ask for work and start it. Call this outside a transaction, or in its ``on_commit``.

    Raises:
        IllegalMoveError: the same is going on already.
    """
    _end_the_silent()
    try:
        with transaction.atomic():
            work = Work.objects.create(kind=kind, subject=subject, asked_by=by, given=given)
    except IntegrityError as error:
        raise IllegalMoveError(_("This is going on already. Wait until it is done.")) from error
    transaction.on_commit(lambda: _start(work))
    return work


def newest(subject: UUID, *kinds: str) -> Work | None:
    """Return the newest work on ``subject``; one that fell silent is told as failed."""
    found = Work.objects.filter(subject=subject, kind__in=kinds).first()
    if found and found.is_going_on and timezone.now() - found.heartbeat > SILENCE:
        _end_the_silent()
        found.refresh_from_db()
    return found


def run(work: Work) -> None:
    """Do the work, and keep what came of it. What goes wrong is kept in words, never raised."""
    begun = Work.objects.filter(pk=work.pk, state=WAITING).update(
        state=RUNNING, heartbeat=timezone.now()
    )
    if not begun:
        return
    try:
        with _beating(work):
            _kinds[work.kind](work)
    except IllegalMoveError as error:
        _end(work, FAILED, str(error))
    except Exception:
        _end(work, FAILED, _("Something went wrong on our side. Nothing was lost; start it again."))
        raise
    else:
        _end(work, DONE)


def tell(work: Work, step: str, done: int = 0, total: int = 0) -> None:
    """Say what is being done, and how far it is."""
    Work.objects.filter(pk=work.pk).update(
        step=step, done=done, total=total, heartbeat=timezone.now()
    )


def _end(work: Work, state: str, problem: str = "") -> None:
    Work.objects.filter(pk=work.pk).update(state=state, problem=problem, ended_at=timezone.now())


def _end_the_silent() -> None:
    Work.objects.filter(
        state__in=[WAITING, RUNNING], heartbeat__lt=timezone.now() - SILENCE
    ).update(
        state=FAILED,
        problem=_("It stopped without an end, as when the site restarts. Start it again."),
        ended_at=timezone.now(),
    )


def _start(work: Work) -> None:
    if settings.WORK_HERE:
        run(work)
        return
    command = [sys.executable, "-m", "django", "work", str(work.pk)]
    subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603


@contextmanager
def _beating(work: Work) -> Iterator[None]:
    """Give signs of life while the work is done; not where the caller waits for it anyway.

    In a transaction nobody else could see them, and writing them would wait for its end.
    """
    if settings.WORK_HERE or connection.in_atomic_block:
        yield
        return
    over = threading.Event()

    def beat() -> None:
        while not over.wait(_HEARTBEAT_SECONDS):
            try:
                Work.objects.filter(pk=work.pk).update(heartbeat=timezone.now())
            finally:
                connection.close()

    threading.Thread(target=beat, daemon=True).start()
    try:
        yield
    finally:
        over.set()
