import pytest

from avow.web.core.words import one_line, seen


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Lantern\u202eertneC\u202c House", "LanternertneC House"),
        ("Zero\u200bwidth\ufeff", "Zerowidth"),
        ("NUL\0 bell\x07 page\x0cbreak", "NUL bell pagebreak"),
        ("two\nlines\tand tab", "two\nlines\tand tab"),
        ("Zoë O’Brien – چشم‌انداز", "Zoë O’Brien – چشم‌انداز"),
    ],
)
def test_what_cannot_be_seen_goes_and_the_rest_stays(given, kept):
    assert seen(given) == kept


def test_a_name_is_one_line():
    assert one_line("  The\r\nLantern \t Centre ") == "The Lantern Centre"
