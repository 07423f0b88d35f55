"""What can go wrong with a load, in words a tired person can act on."""


class FeedError(ValueError):
    """A source cannot be used: the message says which file, what is wrong and what to do."""


class LoadInProgressError(RuntimeError):
    """Another load of the same feed is running in the same data folder."""
