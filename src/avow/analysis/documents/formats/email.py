"""Email messages: subject and body; the history quoted below a reply is marked as such."""

import email
import email.policy
import re
from email.message import EmailMessage, MIMEPart

from avow.analysis.documents.building import BODY, HEADING, Block, Draft
from avow.analysis.documents.decoding import plain_lines
from avow.analysis.documents.document import EMAIL, QUOTED, UnreadableDocumentError
from avow.analysis.documents.formats.html import blocks_of, parse

_WROTE = re.compile(r"On .{4,120}(?:wrote|writes):$")
_HISTORY = re.compile(
    r"(?:-{2,} ?(?:Original Message|Forwarded message) ?-{2,}|_{20,}|From: .+)$", re.I
)
_SENT = re.compile(r"(?:Sent|Date|To|Subject): ", re.I)


def read_email(data: bytes) -> Draft:
    """Return the subject as a heading, the body in paragraphs, and the names of what is attached.

    Raises:
        UnreadableDocumentError: no words in the body.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    draft = Draft(EMAIL)
    blocks = _body(message)
    if subject := " ".join(_header(message, "subject").split()):
        draft.blocks.append(Block.plain(HEADING, subject, level=1))
    draft.blocks += blocks
    draft.attachments = _attachments(message)
    if not any(block.text.strip() for block in blocks):
        named = f" Attached to it: {', '.join(draft.attachments)}." if draft.attachments else ""
        raise UnreadableDocumentError(
            f"{{name}} is a message without words in it.{named} Choose what was attached instead."
        )
    if draft.attachments:
        draft.warnings.append(
            f"{{name}} came with {', '.join(draft.attachments)}. What is attached was not read: "
            "save it and choose it as a document of its own."
        )
    if any(block.kind == QUOTED for block in draft.blocks):
        draft.warnings.append(
            "{name} quotes earlier messages below the reply. They are marked with > and may be "
            "somebody else’s words."
        )
    return draft


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, LookupError):
        return ""


def _body(message: EmailMessage) -> list[Block]:
    try:
        part = message.get_body(preferencelist=("plain", "html"))
    except (AttributeError, KeyError, ValueError):
        part = None
    if part is None:
        return []
    if part.get_content_type() == "text/html":
        root, _ = parse(_content(part))
        return _marked(blocks_of(root)) if root is not None else []
    return _paragraphs(_content(part))


def _content(part: MIMEPart) -> str:
    """Return a part's text; an unknown or wrong encoding is read as far as it goes."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    for encoding in (part.get_content_charset() or "utf-8", "utf-8", "cp1252", "latin-1"):
        try:
            return plain_lines(data.decode(encoding)).replace("\0", "")
        except (UnicodeDecodeError, LookupError):
            continue
    return ""


def _paragraphs(text: str) -> list[Block]:
    """Return the paragraphs of a plain body, lines kept; history in blocks of its own."""
    blocks: list[Block] = []
    lines: list[str] = []
    quoted = old = False
    rows = text.split("\n")
    for place, row in enumerate(rows):
        old = old or _starts_history(rows, place)
        now = old or row.startswith(">") or bool(_WROTE.match(row))
        if not row.strip() or now != quoted:
            blocks += _paragraph(lines, quoted=quoted)
            lines = []
        quoted = now
        if row.strip():
            lines.append(row.rstrip())
    return blocks + _paragraph(lines, quoted=quoted)


def _starts_history(rows: list[str], place: int) -> bool:
    """Whether everything from a line on is history; lines marked one by one are not counted."""
    row = rows[place].strip()
    after = [row for row in rows[place + 1 : place + 4] if row.strip()]
    if _WROTE.match(row):
        return not any(row.startswith(">") for row in after)
    if row.lower().startswith(("from:", "____")):
        sent = any(_SENT.match(row) or row.startswith("From:") for row in after)
        return sent and bool(_HISTORY.match(row))
    return bool(_HISTORY.match(row))


def _paragraph(lines: list[str], *, quoted: bool) -> list[Block]:
    if not lines:
        return []
    if not quoted:
        return [Block.plain(BODY, "\n".join(lines))]
    shown = [line if line.startswith(">") else f"> {line}" for line in lines]
    return [Block.plain(QUOTED, "\n".join(shown))]


def _marked(blocks: list[Block]) -> list[Block]:
    """Mark what stands below the line that leads into quoted history."""
    old = False
    for place, block in enumerate(blocks):
        rows = [b.text for b in blocks[place : place + 4]]
        old = old or _starts_history(rows, 0)
        if old:
            blocks[place] = _paragraph(block.text.split("\n"), quoted=True)[0]
    return blocks


def _attachments(message: EmailMessage) -> list[str]:
    names = []
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() != "attachment":
            continue
        try:
            name = part.get_filename()
        except (ValueError, IndexError, AttributeError, LookupError):
            name = None
        shown = " ".join((name or "a file without a name").split())[:120]
        names.append(shown)
    return names[:50]
