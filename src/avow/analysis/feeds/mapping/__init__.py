"""Load a force's extract by a column map: a TOML file instead of code."""

from avow.analysis.feeds.mapping.loading import check_map, load_map
from avow.analysis.feeds.mapping.reading import MapError, read_map
from avow.analysis.feeds.mapping.rules import ColumnMap
from avow.analysis.feeds.mapping.template import map_template

__all__ = ["ColumnMap", "MapError", "check_map", "load_map", "map_template", "read_map"]
