"""What can be wrong with a request for a measure, in words that say what to do."""


class MeasureError(ValueError):
    """A measure was asked for in a way in which it is not made."""


class UnknownMeasureError(MeasureError):
    """No definition has the identifier that was asked for."""


class NotCarriedError(MeasureError):
    """The source does not carry the crossing of facts that the request needs."""
