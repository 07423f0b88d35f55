import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from avow.web.core.uploads import document_of, one_document, with_plain_lines


def upload(data, name="a.txt"):
    return SimpleUploadedFile(name, data)


def test_line_ends_and_the_mark_at_the_start_are_made_plain():
    assert with_plain_lines("\ufeffa\r\nb\rc\n") == "a\nb\nc\n"
    taken = document_of(upload(b"\xef\xbb\xbfone\r\ntwo"))
    assert (taken.text, taken.name, taken.data) == ("one\ntwo", "a.txt", b"\xef\xbb\xbfone\r\ntwo")
    assert taken.document.place(4).line == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b" \n", "a.txt is empty"),
        (b"%PDF-1.7 nothing", "a.txt is damaged"),
        (b"\x89PNG", "picture"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data, words):
    with pytest.raises(ValidationError, match=words):
        document_of(upload(data))


def test_a_file_that_is_too_large_is_not_even_loaded():
    large = upload(b"x")
    large.size = 25_000_001
    with pytest.raises(ValidationError, match="larger than 25 MB"):
        document_of(large)
    assert large.read() == b"x"


def test_a_file_or_pasted_text_but_not_both_and_not_neither():
    assert one_document({"pasted": "a\r\nb"}, "missing").text == "a\nb"
    assert one_document({"document": upload(b"text")}, "missing").name == "a.txt"
    with pytest.raises(ValidationError, match="not both"):
        one_document({"document": upload(b"text"), "pasted": "too"}, "missing")
    with pytest.raises(ValidationError, match="missing"):
        one_document({"pasted": " \n"}, "missing")
