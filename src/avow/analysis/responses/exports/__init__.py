"""Survey answers as other tools export them: read, mapped to questions, every row accounted for."""

from avow.analysis.responses.exports.applying import Applied, Refused, Row, apply
from avow.analysis.responses.exports.columns import Asked, Column, guess
from avow.analysis.responses.exports.manifest import Manifest, ManifestError, read_manifest
from avow.analysis.responses.exports.reading import Export, ExportError, read_export

__all__ = [
    "Applied",
    "Asked",
    "Column",
    "Export",
    "ExportError",
    "Manifest",
    "ManifestError",
    "Refused",
    "Row",
    "apply",
    "guess",
    "read_export",
    "read_manifest",
]
