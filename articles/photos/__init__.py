"""Pictures: read from what was sent, rendered anew for readers, kept as they came for ourselves."""

from articles.photos.files import (
    WIDTHS,
    StoredPhoto,
    avif_of,
    digest,
    find_kind,
    find_row_name,
    has_avif,
    original_of,
    remove,
    rendition,
    renditions,
    store,
)
from articles.photos.focus import CENTRE, STEP, describe_focus, find_focus
from articles.photos.reading import ACCEPT, PhotoReading, PhotoRefused, read

__all__ = [
    "ACCEPT",
    "CENTRE",
    "STEP",
    "WIDTHS",
    "PhotoReading",
    "PhotoRefused",
    "StoredPhoto",
    "avif_of",
    "describe_focus",
    "digest",
    "find_focus",
    "find_kind",
    "find_row_name",
    "has_avif",
    "original_of",
    "read",
    "remove",
    "rendition",
    "renditions",
    "store",
]
