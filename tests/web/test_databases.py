"""The database of the site is the one that its address names, and none by mistake."""

from pathlib import Path

import pytest

from avow.web.config.databases import database

FOLDER = Path("/srv/avow")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("", "/srv/avow/avow.sqlite3"),
        ("sqlite:////var/lib/plan%20b.sqlite3", "/var/lib/plan b.sqlite3"),
        ("sqlite:///beside.sqlite3", "beside.sqlite3"),
    ],
)
def test_a_file_is_sqlite_whose_writers_queue(url, name):
    made = database(url, folder=FOLDER)
    assert (made["ENGINE"], made["NAME"]) == ("django.db.backends.sqlite3", name)
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "recursive_triggers=ON" in made["OPTIONS"]["init_command"]


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_a_server_is_reached_as_its_address_says(scheme):
    made = database(f"{scheme}://a%40b:p%2Fw@db.example:6432/avow", folder=FOLDER)
    wanted = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "avow",
        "USER": "a@b",
        "PASSWORD": "p/w",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {},
    }
    assert wanted.items() <= made.items()
    assert made["CONN_HEALTH_CHECKS"]


def test_what_is_asked_of_the_connection_is_handed_on():
    made = database(
        "postgresql://avow@db/avow?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem", folder=FOLDER
    )
    assert made["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}


def test_another_database_is_refused_without_telling_its_password():
    with pytest.raises(SystemExit, match=r"begins with “mysql:”") as refused:
        database("mysql://avow:secret@db/avow", folder=FOLDER)
    assert "secret" not in str(refused.value)
