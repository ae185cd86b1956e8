"""Pictures: read from what was sent, rendered anew for readers, kept as they came for ourselves."""

from articles.photos.files import (
    WIDTHS,
    StoredPhoto,
    avif_of,
    digest,
    find_kind,
    find_row_name,
    has_avif,
    kind_of,
    name_of,
    original_of,
    remove,
    rendition,
    renditions,
    store,
)
from articles.photos.focus import CENTRE, STEP, describe_focus, find_focus
from articles.photos.reading import ACCEPT, MAX_BYTES, PhotoReading, PhotoRefused, read

__all__ = [
    "ACCEPT",
    "CENTRE",
    "MAX_BYTES",
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
    "kind_of",
    "name_of",
    "original_of",
    "read",
    "remove",
    "rendition",
    "renditions",
    "store",
]
