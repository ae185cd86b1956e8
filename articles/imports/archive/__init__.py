"""Imports archive lines (docs/operations.md) with their pictures, and each id only once."""

from articles.imports.archive.entries import BadLine, Entry, PhotoEntry, read
from articles.imports.archive.files import (
    ArchiveFile,
    ArchiveRefused,
    NotUtf8,
    open_archive,
    read_lines,
)
from articles.imports.archive.saving import BATCH, Outcome, load, load_entries

__all__ = [
    "BATCH",
    "ArchiveFile",
    "ArchiveRefused",
    "BadLine",
    "Entry",
    "NotUtf8",
    "Outcome",
    "PhotoEntry",
    "load",
    "load_entries",
    "open_archive",
    "read",
    "read_lines",
]
