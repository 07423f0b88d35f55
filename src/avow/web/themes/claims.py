"""What the trace must bear out of themes and codes."""

from collections.abc import Iterator
from itertools import groupby

from avow.web.audit.backing import Claim
from avow.web.themes import states
from avow.web.themes.actions.code_text import fingerprint
from avow.web.themes.models import Decision, Margin, Summary, Theme
from avow.web.themes.summing import sha256


def claims() -> Iterator[Claim]:
    """Yield every theme a person decided about, every coded text, and every margin."""
    for theme in Theme.objects.filter(state=states.ADOPTED):
        yield Claim(
            f"Theme {theme.pk} is adopted",
            "theme.adopted",
            str(theme.pk),
            undone=("theme.dropped", "theme.merged", "theme.undecided"),
        )
    acts = Decision.objects.order_by("act", "id").iterator(chunk_size=2000)
    for act, decisions in groupby(acts, key=lambda decision: decision.act):
        made = list(decisions)
        yield Claim(
            f"The codes of act {act} are as they were given",
            "text.coded",
            str(act),
            actor=str(made[0].by_id),
            proof={"texts": len(made), "sha256": fingerprint(made)},
        )
    for summary in Summary.objects.filter(withdrawn_at__isnull=True):
        yield Claim(
            f"Summary {summary.pk} is public as it reads",
            "summary.published",
            str(summary.pk),
            undone=("summary.withdrawn",),
            proof={"sha256": sha256(summary.content)},
        )
    for margin in Margin.objects.all():
        yield Claim(
            f"Margin {margin.pk} is as it was set",
            "margin.set",
            str(margin.pk),
            proof={"shares": margin.shares},
        )
