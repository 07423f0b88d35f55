"""A text file is read as it is but for its line ends, or refused with what to do."""

import pytest

from avow.analysis.documents import UnreadableDocumentError, read_document, read_text


def test_only_line_ends_are_made_plain(tmp_path):
    path = tmp_path / "odd.txt"
    path.write_bytes("\ufeffA\r\nB\tc ’\rd\n".encode())
    assert read_text(path) == "A\nB\tc ’\nd\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n\n", "is empty"),
        (b"\xff\xfe \0\n\0", "is empty"),
        (b"\0\1\2 words", "is not a text file"),
        (b"words\x07more", r"line 1 holds the control character U\+0007"),
        ("Café\nnaïve ".encode() + b"\x93", "line 2 holds the byte 0x93"),
        (b"one\n\x81\x8d", "line 2 holds the byte 0x81"),
        (b"\xff\xfe\0\xd8a", "says it is UTF-16 but is not"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(tmp_path, data, words):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocumentError, match=words) as refused:
        read_text(path)
    assert str(refused.value).startswith("bad.txt")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_an_encoding_that_the_file_declares_is_followed(encoding):
    assert read_document("Café\r\nplan".encode(encoding)).text == "Café\nplan"


def test_windows_text_is_read_with_a_warning():
    found = read_document("one\ntwo “quoted”".encode("cp1252"), "letter.txt")
    assert found.text == "one\ntwo “quoted”"
    assert found.warnings == (
        "letter.txt is not UTF-8 and was read as Windows-1252. Check quotes, dashes and accents.",
    )


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(UnreadableDocumentError, match="does not exist"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(UnreadableDocumentError, match="is a folder"):
        read_text(tmp_path)


def test_a_file_that_may_not_be_opened(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(UnreadableDocumentError, match="cannot be opened: Permission denied"):
        read_text(tmp_path / "locked.txt")
