"""The rounds of the monthly update: when one opens, when it is due, when the plan lead is told."""

from dataclasses import dataclass
from datetime import date, timedelta

from avow import definitions
from avow.analysis.clocks import add_working_days, month_end


@dataclass(frozen=True)
class Round:
    """The update on one month: open from ``opens``, due by ``due``, told of after ``escalates``.

    ``month`` is the first day of the month.
    """

    month: date
    opens: date
    due: date
    escalates: date

    def is_overdue(self, today: date) -> bool:
        """Return whether an answer should have been there before ``today``."""
        return today > self.due

    def is_escalated(self, today: date) -> bool:
        """Return whether what is missing is for the plan lead to see to."""
        return today > self.escalates


def round_of(day: date) -> Round:
    """Return the round that asks about the month that holds ``day``."""
    told = definitions.read("updates", "default")
    last = month_end(day)
    # Counted back from the first of the next month, so that one day before the end is the last
    # working day of the month.
    opens = add_working_days(last + timedelta(days=1), -told["opens_before_month_end"])
    due = add_working_days(last, told["due_after_month_end"])
    escalates = add_working_days(due, told["escalates_after_due"])
    return Round(day.replace(day=1), opens, due, escalates)


def round_on(today: date) -> Round:
    """Return the round that is open on ``today``: it stays open until the next one opens."""
    now = round_of(today)
    return now if now.opens <= today else round_of(now.month - timedelta(days=1))
