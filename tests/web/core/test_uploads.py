from django.core.files.uploadedfile import SimpleUploadedFile

from avow.web.core.uploads import text_of, with_plain_lines


def test_line_ends_and_the_mark_at_the_start_are_made_plain():
    assert with_plain_lines("\ufeffa\r\nb\rc\n") == "a\nb\nc\n"
    assert text_of(SimpleUploadedFile("a.txt", b"\xef\xbb\xbfone\r\ntwo")) == "one\ntwo"
