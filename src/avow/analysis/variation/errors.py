"""What goes wrong when signal is to be told from chance."""


class VariationError(ValueError):
    """The figures given cannot be judged; the message says which, why and what to do."""


class FunnelError(VariationError):
    """The numbers given cannot make a funnel; the message says which and why."""


def more_than_none(per: float) -> None:
    """Refuse to give figures per none, or per fewer.

    Raises:
        FunnelError: ``per`` is not above zero.
    """
    if not 0 < per < float("inf"):
        raise FunnelError(f"Figures are per more than none, such as 1 or 1,000; not per {per:g}.")
