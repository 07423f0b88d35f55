"""What the public pages are offered of the themes: published summaries, nothing else."""

from avow.web.core.published import PublishedResult, PublishedTheme
from avow.web.themes.models import Summary


def results() -> tuple[PublishedResult, ...]:
    """Return what is public of each question, newest first."""
    found = Summary.objects.filter(withdrawn_at__isnull=True)
    return tuple(_result(summary) for summary in found)


def _result(summary: Summary) -> PublishedResult:
    told = summary.content
    table = told["table"] or {"by": "", "groups": [], "rows": []}
    return PublishedResult(
        id=summary.pk,
        survey=told["survey"],
        question=told["question"],
        answers=told["answers"],
        published_at=summary.created_at,
        themes=tuple(
            PublishedTheme(
                label=theme["label"],
                description=theme["description"],
                portion=theme["portion"],
                quotes=tuple(theme["quotes"]),
            )
            for theme in told["themes"]
        ),
        by=table["by"],
        groups=tuple(table["groups"]),
        rows=tuple(tuple(row) for row in table["rows"]),
    )
