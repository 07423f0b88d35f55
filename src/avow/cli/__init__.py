"""The `avow` command: thin; it parses, calls the library and prints."""

from avow.cli.main import main

__all__ = ["main"]
