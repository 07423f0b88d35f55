from avow.web.loads.views.feeds import feed, index, quarantine_file
from avow.web.loads.views.gaps import gaps, gaps_file

__all__ = ["feed", "gaps", "gaps_file", "index", "quarantine_file"]
