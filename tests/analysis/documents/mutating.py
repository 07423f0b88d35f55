"""Change documents at random, and hold what is true of whatever comes out of reading them.

    python -m tests.analysis.documents.mutating SEED TIMES

reads that many changed documents of each format in one process, and prints how many were read and
how many refused. A crash, a hang or any other error ends it with a code that is not 0.
"""

import json
import random
import re
import sys
import zipfile
from io import BytesIO

import docx

from avow.analysis.documents import LIMITS, Document, UnreadableDocumentError
from avow.analysis.documents.formats.plain import read_plain
from avow.analysis.documents.kinds import kind_of
from avow.analysis.documents.worker import answer_to
from tests.analysis.documents.made import BODY, docx_bytes, message, odt, pdf

Change = tuple[str, float, bytes]
WAYS = ("value", "tag", "flip", "put", "cut", "twice", "end")
PAGE = (
    f"<!doctype html><html><body><main><h1>Our answer</h1><p>{BODY}</p><ol><li>one<ul><li>two</li>"
    f"</ul></li></ol><table><tr><td>a</td><td>{BODY}</td></tr></table></main></body></html>"
)
ODT_BODY = (
    f'<text:h text:outline-level="1">Our answer</text:h><text:p>{BODY}<text:note>'
    "<text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p></text:note-body></text:note></text:p>"
    "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>"
)
REPLY = f"{BODY}\n\n- one\n\nOn Monday, somebody wrote:\n> {BODY}\n"


def samples() -> dict[str, bytes]:
    """Return one small document of each format."""
    word = docx.Document()
    word.add_heading("Our answer", 1)
    word.add_paragraph(BODY)
    word.add_paragraph("one", style="List Number")
    word.add_table(1, 2).cell(0, 0).text = "cell"
    source = (
        f"#set page(columns: 2)\n= Our answer\n{BODY * 3}#footnote[n]\n- one\n- two\n{BODY * 9}"
    )
    return {
        "pdf": pdf(source),
        "docx": docx_bytes(word),
        "odt": odt(ODT_BODY),
        "html": PAGE.encode(),
        "email": message(REPLY, html=PAGE, attached=("a.pdf",)),
        "text": f"Our answer\n\n{BODY}\n- one\n".encode(),
    }


def changed(data: bytes, changes: list[Change]) -> bytes:
    """Return the bytes with each change made at its place, given as a share of the length."""
    for way, share, piece in changes:
        at = int(share * len(data))
        if way == "flip" and at < len(data):
            data = data[:at] + bytes([data[at] ^ (piece[0] if piece else 1)]) + data[at + 1 :]
        elif way == "put":
            data = data[:at] + piece + data[at:]
        elif way == "cut":
            data = data[:at] + data[at + len(piece) * 3 :]
        elif way == "twice":
            data = data[:at] + data[at : at + 200] + data[at:]
        elif way in ("value", "tag"):
            data = swapped(data, way, share)
        elif way == "end":
            data = data[: max(at, 1)]
    return data


def swapped(data: bytes, way: str, share: float) -> bytes:
    """Return markup that stays well formed: another value of an attribute, or an element gone."""
    shape = rb'(?<==")[^"<]*(?=")' if way == "value" else rb"<([\w:]+)[^<>/]*>[^<]*</\1>"
    found = list(re.finditer(shape, data))
    if not found:
        return data
    one = found[int(share * len(found))]
    values = (b"", b"-1", b"0", b"9999999999999", b"x", "\u0663".encode(), b"1.5")
    piece = values[int(share * 1000) % len(values)] if way == "value" else b""
    return data[: one.start()] + piece + data[one.end() :]


def within(data: bytes, changes: list[Change]) -> bytes:
    """Return a package with its parts changed, so that its own checksums do not stop the reader."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for part in old.infolist():
            inner = old.read(part.filename)
            if part.filename.endswith(".xml") and "[Content" not in part.filename:
                inner = changed(inner, changes)
            new.writestr(part.filename, inner)
    return held.getvalue()


def attempt(data: bytes) -> Document | None:
    """Read the bytes in this process as they would be read; None if they are refused in words."""
    try:
        kind = kind_of(data, "a.x")
        if kind in ("text", "markdown"):
            found = read_plain(data, kind, "a.x", LIMITS)
        else:
            request = {"ask": "document", "kind": kind, "name": "a.x"}
            answer = answer_to(request, data, LIMITS)
            found = Document.from_dict(json.loads(json.dumps(answer["document"])))
    except UnreadableDocumentError as error:
        if len(str(error)) < 20:
            raise
        return None
    check(found)
    return found


def check(found: Document) -> None:
    """Hold what is true of every document."""
    assert found.text.strip()
    assert "\r" not in found.text
    assert "\0" not in found.text
    found.text.encode()
    at = 0
    for span in found.spans:
        assert at <= span.start <= span.end <= len(found.text)
        assert span.line > 0
        at = span.end
    for mark in found.marks:
        assert 0 <= mark.start <= mark.end <= len(found.text)
    for note in found.notes:
        assert note.at is None or 0 <= note.at <= len(found.text)
    for offset in range(0, len(found.text) + 1, max(1, len(found.text) // 50)):
        place = found.place(offset)
        assert place.line > 0
        assert found.places(offset, offset + 30)


def drawn(rng: random.Random) -> list[Change]:
    """Return a few changes by chance."""
    ways = WAYS if rng.random() < 0.3 else WAYS[:2]
    pieces = (b"<", b">", b"&", b"\xff", b"\x80", b"%", b"(", b"endobj", b"<w:p>", b"\0", b"9" * 30)
    return [(rng.choice(ways), rng.random(), rng.choice(pieces)) for _ in range(rng.randint(1, 6))]


def main() -> None:
    """Read changed documents as often as asked."""
    seed, times = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    for kind, data in samples().items():
        read = 0
        for _ in range(times):
            change = within if kind in ("docx", "odt") and rng.random() < 0.8 else changed
            read += attempt(change(data, drawn(rng))) is not None
        sys.stdout.write(f"{kind}: {read} read, {times - read} refused\n")


if __name__ == "__main__":
    main()
