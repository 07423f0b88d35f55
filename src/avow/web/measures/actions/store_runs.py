"""Have the runs that pages are made from computed and kept, in the background."""

import os
import sys
from subprocess import DEVNULL, Popen
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.analysis.measures.storing import store_all
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core import work
from avow.web.core.models import Work
from avow.web.measures import listing, unit_page
from avow.web.measures.permissions import check_store_runs

KIND = "measures.store"
# There is one set of runs on a site, so the work on it has one subject.
RUNS = uuid5(NAMESPACE_URL, "avow:runs")
# What the pages open with; anything else is computed when it is asked for.
AREAS, PERIODS = ("force", "bcu"), ("quarter", "year")


@transaction.atomic
def store_runs(*, by: Person) -> Work:
    """Start computing and keeping the runs of every measure.

    Raises:
        IllegalMoveError: that is going on already.
    """
    check_store_runs(by)
    asked = work.ask(kind=KIND, subject=RUNS, by=by.pk)
    record(by=by, verb="runs.asked-for", on=asked)
    return asked


def compute(asked: Work) -> None:
    """Do the work: what still holds is kept, so an interrupted one goes on where it stopped."""

    def tell(done: int, total: int, step: str) -> None:
        work.tell(asked, _("Computing %(step)s.") % {"step": step}, done, total)

    now = timezone.now()
    store_all(settings.DATA_FOLDER, now, tell, by=AREAS, periods=PERIODS, group=[None])
    work.tell(asked, _("Judging the units."))
    # Both take seconds: nobody who opens a page first has to wait for them.
    unit_page.make_ready()
    for exact in (True, False):
        listing.by_commitment(exact=exact)


def begin_runs() -> Popen[bytes]:
    """Begin to compute and keep them in a process of its own, beside other work."""
    asked = [f"--by={area}" for area in AREAS] + [f"--period={period}" for period in PERIODS]
    command = [sys.executable, "-m", "avow.cli", "measure", "store", *asked, "--group="]
    folder = {"AVOW_DATA": str(settings.DATA_FOLDER)}
    return Popen(command, env=os.environ | folder, stdout=DEVNULL, stderr=DEVNULL)  # noqa: S603
