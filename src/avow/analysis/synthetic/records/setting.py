"""What every invented case of one set of records has in common."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from avow.analysis.synthetic.records.base import Days, calendar, first_days
from avow.analysis.synthetic.records.draws import Draws, Floats, Ints
from avow.analysis.synthetic.records.ground import Ground
from avow.analysis.synthetic.records.kinds import Kinds
from avow.analysis.synthetic.records.truths import RecordTruths
from avow.analysis.synthetic.truths import as_month


@dataclass(frozen=True)
class Setting:
    """The ground, the kinds of offence, the truths, and the streams of chance."""

    ground: Ground
    known: Kinds
    truths: RecordTruths
    draws: Draws

    @cached_property
    def days(self) -> Days:
        """Return every day of the records, as days since 1970."""
        return calendar(self.truths.first_day, self.truths.last_day)

    @property
    def last(self) -> int:
        """Return the last day of which anything is known."""
        return int(self.days[-1])

    @cached_property
    def first_month(self) -> int:
        """Return the first month's number since January of the year 0."""
        return as_month(self.truths.first_day)

    @cached_property
    def months(self) -> Ints:
        """Return every month of the records."""
        return np.arange(self.first_month, as_month(self.truths.last_day) + 1)

    @cached_property
    def month_days(self) -> Days:
        """Return the first day of every month."""
        return first_days(self.months)

    @cached_property
    def online(self) -> Floats:
        """Return the share reported online in every month: a step, and noise that lingers.

        First-order autoregression, begun at its long-run spread.
        """
        truths = self.truths
        shocks = self.draws.generator("online").normal(0, truths.online_spread, len(self.months))
        stays = truths.online_autocorrelation
        noise = np.empty(len(shocks))
        held = shocks[0] / np.sqrt(1 - stays**2)
        for at, shock in enumerate(shocks):
            held = held if at == 0 else stays * held + shock
            noise[at] = held
        step = np.where(self.months >= as_month(truths.online_from), truths.online_step, 0.0)
        return np.asarray(np.clip(truths.online_before + step + noise, 0.0, 1.0))
