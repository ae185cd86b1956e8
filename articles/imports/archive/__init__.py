"""Imports old articles with their pictures, and each id only once: archive lines and WordPress."""

from articles.imports.archive.entries import Entry, PhotoEntry, read
from articles.imports.archive.files import (
    ArchiveFile,
    ArchiveRefused,
    NotUtf8,
    open_archive,
    read_lines,
)
from articles.imports.archive.outcome import Outcome
from articles.imports.archive.saving import BATCH, load
from articles.imports.archive.values import BadLine
from articles.imports.archive.wordpress import load_wordpress

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
    "load_wordpress",
    "open_archive",
    "read",
    "read_lines",
]
