"""What can be wrong with a request to compare groups, in words that say what to do."""


class DisparityError(ValueError):
    """The rows or the question given cannot be compared; the message says why and what to do."""
