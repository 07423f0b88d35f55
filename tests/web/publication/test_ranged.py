"""Parts of files, as RFC 9110 asks: one range, several, none, and those outside the file."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from avow.web.publication.ranged import send

CONTENT = bytes(range(100))


def ask(content=CONTENT, **headers):
    request = RequestFactory().get("/", headers=headers)
    return send(request, content, media_type="application/x", sha256="abc")


def test_the_whole_file_is_for_good():
    response = ask()
    assert (response.status_code, response.content) == (200, CONTENT)
    assert response["ETag"] == '"abc"'
    assert response["Accept-Ranges"] == "bytes"
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "part", "told"),
    [
        ("bytes=0-9", CONTENT[:10], "bytes 0-9/100"),
        ("bytes=90-", CONTENT[90:], "bytes 90-99/100"),
        ("bytes=90-500", CONTENT[90:], "bytes 90-99/100"),
        ("bytes=-10", CONTENT[-10:], "bytes 90-99/100"),
        ("bytes=-500", CONTENT, "bytes 0-99/100"),
        ("bytes=99-99", CONTENT[99:], "bytes 99-99/100"),
    ],
)
def test_one_range(asked, part, told):
    response = ask(Range=asked)
    assert (response.status_code, response.content) == (206, part)
    assert response["Content-Range"] == told


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=500-600", "bytes=-0", "bytes=9-2"])
def test_a_range_that_the_file_has_not(asked):
    response = ask(Range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */100")


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b", ""])
def test_what_is_no_single_range_gets_the_whole_file(asked):
    assert ask(Range=asked).status_code == 200


@pytest.mark.parametrize("tags", ['"abc"', 'W/"abc"', '"x", "abc"', "*"])
def test_who_has_it_gets_nothing(tags):
    response = ask(**{"If-None-Match": tags})
    assert (response.status_code, response.content) == (304, b"")


def test_a_part_of_another_file_is_not_mixed_in():
    assert ask(Range="bytes=0-9", **{"If-Range": '"other"'}).status_code == 200
    assert ask(Range="bytes=0-9", **{"If-Range": '"abc"'}).status_code == 206


@given(st.binary(max_size=50), st.integers(0, 60), st.integers(0, 60))
def test_a_range_is_what_a_slice_would_be(content, first, length):
    response = ask(content, Range=f"bytes={first}-{first + length}")
    if first < len(content):
        assert response.content == content[first : first + length + 1]
    else:
        assert response.status_code == 416


def test_a_number_too_long_to_be_one_gets_the_whole_file():
    assert ask(Range=f"bytes={'9' * 5000}-").status_code == 200
