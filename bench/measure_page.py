"""How fast a measure page of the site is with 20 users at once, from stored runs.

python bench/measure_page.py [SECONDS] [USERS] [OFFENCES]. Prints JSON: median and 95th percentile
in milliseconds. The peer in the same run is the same site without stored runs and without memory of
earlier pages: every page computes its figures. A temporary SQLite file and port are used, on
loopback alone.
"""

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from datetime import UTC, date, datetime
from pathlib import Path

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 15
USERS = int(sys.argv[2]) if len(sys.argv) > 2 else 20
OFFENCES = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
MEASURES = (
    "charged-domestic-abuse",
    "charged-rape",
    "days-to-arrest",
    "early-advice-rape",
    "first-contact-1-day",
    "offences-in-public-places",
    "open-cases-per-idva",
    "repeat-victims",
    "trained-stalking",
    "victim-does-not-support",
)
ADDRESSES = [f"/staff/measures/{measure}/?period=quarter" for measure in MEASURES]


def prepare(folder: Path) -> str:
    """Fill a site with records, stored runs and an analyst; return the analyst's cookie."""
    os.environ |= {"AVOW_DATA": str(folder), "AVOW_SECRET_KEY": "bench"}
    from avow.web.config.start import setup

    setup()
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.core.management import call_command
    from django.test import Client

    from avow.analysis.measures.storing import store_all
    from avow.analysis.synthetic import records
    from avow.web.accounts.actions import add_person

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    span = {"start": date(2022, 3, 1), "end": date(2026, 2, 28)}
    records.write(folder, offences=OFFENCES, seed=1, **span)
    made = {"ids": MEASURES, "by": ("force", "bcu"), "periods": ("quarter", "year")}
    store_all(folder, datetime.now(UTC), group=[None], **made)
    person = add_person(
        by=None, email="a@bench.example", name="A", password="open-the-door-2026", roles=["analyst"]
    )
    TOTP.activate(person, generate_totp_secret())
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return "; ".join(f"{c.key}={c.value}" for c in client.cookies.values())


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def fetch(address: str, cookie: str) -> float:
    """Return how many seconds a page took.

    Raises:
        RuntimeError: it is not the page asked for.
    """
    request = urllib.request.Request(address, headers={"Cookie": cookie})
    begun = time.perf_counter()
    with urllib.request.urlopen(request, timeout=120) as answer:
        text = answer.read()
    if b"What this is, and what it is not" not in text:
        raise RuntimeError(f"{address} is not a measure page.")
    return time.perf_counter() - begun


def load(base: str, cookie: str, seconds: float, users: int) -> list[float]:
    """Return the times of all pages that ``users`` at once opened, one after another each."""
    taken: list[float] = []
    end = time.perf_counter() + seconds

    def use(number: int) -> None:
        turn = number
        while time.perf_counter() < end:
            taken.append(fetch(base + ADDRESSES[turn % len(ADDRESSES)], cookie))
            turn += 1

    threads = [threading.Thread(target=use, args=(n,)) for n in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def told(taken: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(taken, n=20)
    return {
        "pages": len(taken),
        "median_ms": round(1000 * statistics.median(taken), 1),
        "p95_ms": round(1000 * cuts[-1], 1),
    }


def main() -> None:
    """Fill, serve, load, and stop what was started."""
    folder = Path(tempfile.mkdtemp(prefix="avow-bench-"))
    try:
        cookie = prepare(folder)
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "avow.cli", "site", "serve", "--port", str(port)]
        server = subprocess.Popen(command)
        try:
            wait(base)
            first = [fetch(base + address, cookie) for address in ADDRESSES for _ in range(4)]
            found = {"users": USERS, "offences": OFFENCES, "first": told(first)}
            found["stored"] = told(load(base, cookie, SECONDS, USERS))
        finally:
            server.terminate()
            server.wait(20)
        found["computed"] = computed(folder)
        ratio = found["computed"]["median_ms"] / statistics.median(first) / 1000
        found["computed_per_first"] = round(ratio, 1)
        print(json.dumps(found, indent=2))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait(base: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(base + "/accounts/login/", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("The site did not start.")


def computed(folder: Path) -> dict[str, float]:
    """Return the times of the figures alone where every page computes them."""
    from avow.analysis.engine import Facts
    from avow.analysis.measures import run

    taken = []
    for measure in MEASURES:
        begun = time.perf_counter()
        facts = Facts(folder)
        for by, period in (("bcu", "quarter"), ("force", "quarter"), ("force", "year")):
            run(facts, measure, by, period)
        taken.append(time.perf_counter() - begun)
    return told(taken)


if __name__ == "__main__":
    main()
