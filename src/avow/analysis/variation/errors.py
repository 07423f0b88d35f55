"""What goes wrong when signal is to be told from chance."""


class VariationError(ValueError):
    """The figures given cannot be judged; the message says which, why and what to do."""


class FunnelError(VariationError):
    """The numbers given cannot make a funnel; the message says which and why."""
