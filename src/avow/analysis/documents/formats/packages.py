"""The zip packages that DOCX and ODT are, opened with an eye on what they ask for."""

import zipfile
from io import BytesIO

from lxml import etree

from avow.analysis.documents.document import UnreadableDocumentError
from avow.analysis.documents.limits import Limits

_DAMAGED = "{name} is damaged: its part {part} cannot be read. Save it again, or ask for it again."
_CHUNK = 1 << 16


class Package:
    """A package whose parts are read one by one, each within the limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open it and check what it declares.

        Raises:
            UnreadableDocumentError: damaged, protected, too many parts or too large unpacked.
        """
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableDocumentError(
                "{name} is damaged and cannot be unpacked. Save it again, or ask for it again."
            ) from error
        self._limits = limits
        self._read = 0
        held = self._zip.infolist()
        if len(held) > limits.entries:
            raise UnreadableDocumentError(
                f"{{name}} is a package of {len(held):,} parts; a document has at most "
                f"{limits.entries:,}. It was not opened. Ask the sender for a PDF."
            )
        if sum(part.file_size for part in held) > limits.unpacked:
            raise _bomb(limits.unpacked)
        self._names = {part.filename: part for part in held}

    def __contains__(self, part: str) -> bool:
        return part in self._names

    def read(self, part: str) -> bytes:
        """Return one part; its real size counts, whatever the package declares.

        Raises:
            UnreadableDocumentError: damaged, protected or larger than the limits.
        """
        try:
            pieces, size = [], 0
            with self._zip.open(self._names[part]) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    if size > self._limits.part or self._read + size > self._limits.unpacked:
                        raise _bomb(self._limits.part)
                    pieces.append(piece)
        except UnreadableDocumentError:
            raise
        except RuntimeError as error:
            raise UnreadableDocumentError(
                "{name} is protected with a password. Ask the sender for a copy without one."
            ) from error
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise _damaged(part) from error
        except Exception as error:
            if type(error).__module__ in ("zlib", "lzma", "_lzma"):
                raise _damaged(part) from error
            raise
        self._read += size
        return b"".join(pieces)

    def xml(self, part: str) -> etree._Element:
        """Return one part as XML, without entities, document types or a network.

        Raises:
            UnreadableDocumentError: damaged, or it declares entities.
        """
        data = self.read(part)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise UnreadableDocumentError(
                f"{{name}} declares entities of its own in {part}, as no word processor does. It "
                "was not opened. Ask the sender for a PDF."
            )
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise _damaged(part) from error


def _bomb(limit: int) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        f"{{name}} unpacks to more than {limit // 1_000_000} MB, far more than a document holds. "
        "It was not opened. Ask the sender for a PDF."
    )


def _damaged(part: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(_DAMAGED.replace("{part}", part))
