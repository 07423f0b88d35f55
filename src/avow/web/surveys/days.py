"""First and last days as people choose them, and the moments they stand for."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def begins(first: date) -> datetime:
    """Return the moment at which a day begins, in the site's time zone."""
    return timezone.make_aware(datetime.combine(first, time.min))


def ends(last: date) -> datetime:
    """Return the moment at which a day has ended."""
    return begins(last + timedelta(days=1))


def last_day(closes_at: datetime) -> date:
    """Return the last day on which something that closes at a moment is open."""
    return timezone.localtime(closes_at - timedelta(microseconds=1)).date()


def first_day(opens_at: datetime) -> date:
    """Return the day on which something opens."""
    return timezone.localtime(opens_at).date()
