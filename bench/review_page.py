"""How fast the review page of a question opens: median over loads, with ANSWERS answers.

python bench/review_page.py [ANSWERS] [LOADS]. Prints JSON. A temporary SQLite file is used.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ANSWERS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
LOADS = int(sys.argv[2]) if len(sys.argv) > 2 else 15
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def prepare() -> tuple[object, object]:
    """Make the site, one question and its answers; return the analyst and the question."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from tests.web.themes.asked import ask_publicly, cast, fill

    people = cast()
    question = ask_publicly(people["lead"])
    begun = time.perf_counter()
    fill(question, ANSWERS)
    told("answers made", begun)
    return people["analyst"], question


def told(what: str, begun: float) -> float:
    """Say on the error stream how long something took."""
    seconds = round(time.perf_counter() - begun, 3)
    print(f"{what}: {seconds} s", file=sys.stderr)
    return seconds


def main() -> None:
    """Propose themes, adopt some, and time the pages."""
    import resource

    from avow.web.themes import actions
    from avow.web.themes.models import Frame, Theme

    analyst, question = prepare()
    begun = time.perf_counter()
    actions.ask_for_themes(by=analyst, question=question)
    found = {"answers": ANSWERS, "proposed_seconds": told("themes proposed", begun)}
    frame = Frame.objects.get(question=question)
    for theme in Theme.objects.filter(frame=frame)[:6]:
        actions.adopt_theme(by=analyst, theme=theme)
    begun = time.perf_counter()
    actions.ask_to_learn(by=analyst, frame=frame)
    found["learnt_seconds"] = told("answers assigned", begun)
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found["median_ms"] = pages(analyst, question, frame)
    print(json.dumps(found, indent=2))


def pages(analyst: object, question: object, frame: object) -> dict[str, float]:
    """Return the median of each page in milliseconds."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.test import Client
    from django.urls import reverse

    from avow.web.themes.models import Theme

    TOTP.activate(analyst, generate_totp_secret())
    client = Client()
    client.force_login(analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    theme = Theme.objects.filter(frame=frame, state="adopted").first()
    addresses = {
        "review": reverse("themes:question", args=[question.pk]),
        "theme": reverse("themes:theme", args=[theme.pk]),
        "coding": reverse("themes:code", args=[question.pk]),
        "campaigns": reverse("themes:campaigns", args=[question.pk]),
        "unassigned": reverse("themes:answers", args=[question.pk, "unassigned"]),
    }
    return {name: median(client, address) for name, address in addresses.items()}


def median(client: object, address: str) -> float:
    """Return how long a page takes, in the middle of LOADS loads, in milliseconds."""
    taken = []
    for _ in range(LOADS):
        begun = time.perf_counter()
        assert client.get(address).status_code == 200, address
        taken.append(1000 * (time.perf_counter() - begun))
    return round(statistics.median(taken), 1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AVOW_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.site_settings"
        import django

        django.setup()
        main()
