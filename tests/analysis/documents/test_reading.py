"""A document is read as it is, or refused with what to do."""

import pytest

from avow.analysis.documents import UnreadableDocumentError, read_text


def test_nothing_is_normalised(tmp_path):
    path = tmp_path / "odd.txt"
    path.write_bytes("\ufeffA\r\nB\tc ’\n".encode())
    assert read_text(path) == "\ufeffA\r\nB\tc ’\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n\n", "is empty"),
        (b"%PDF-1.7\0", "it looks like PDF"),
        (b"PK\x03\x04\0\0", "Word"),
        (b"\xff\xfeh\0i\0", "UTF-16"),
        (b"one\ntwo \x93quoted\x94", "line 2 holds the byte 0x93"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(tmp_path, data, words):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocumentError, match=words):
        read_text(path)


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(UnreadableDocumentError, match="does not exist"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(UnreadableDocumentError, match="is a folder"):
        read_text(tmp_path)


def test_a_file_that_may_not_be_opened(tmp_path, monkeypatch):
    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    with pytest.raises(UnreadableDocumentError, match="cannot be opened: Permission denied"):
        read_text(tmp_path / "locked.txt")
