"""Pictures: read from what was sent, rendered anew for readers, kept as they came for ourselves."""

from articles.photos.files import (
    WIDTHS,
    PhotoNotStored,
    StoredPhoto,
    avif_of,
    copy,
    digest,
    discard,
    find_kind,
    find_mark,
    find_row_name,
    has_avif,
    kind_of,
    name_of,
    open_original,
    original_of,
    remove,
    rendition,
    renditions,
    store,
    store_marked,
)
from articles.photos.focus import CENTRE, STEP, describe_focus, find_focus
from articles.photos.likeness import are_alike, bands_of, find_likeness
from articles.photos.mark import render_mark
from articles.photos.reading import ACCEPT, MAX_BYTES, PhotoReading, PhotoRefused, read

#: The least pixels of a photo for an inch of paper, so that small ones are not enlarged.
DENSITY = 130

__all__ = [
    "ACCEPT",
    "CENTRE",
    "DENSITY",
    "MAX_BYTES",
    "STEP",
    "WIDTHS",
    "PhotoNotStored",
    "PhotoReading",
    "PhotoRefused",
    "StoredPhoto",
    "are_alike",
    "avif_of",
    "bands_of",
    "copy",
    "describe_focus",
    "digest",
    "discard",
    "find_focus",
    "find_kind",
    "find_likeness",
    "find_mark",
    "find_row_name",
    "has_avif",
    "kind_of",
    "name_of",
    "open_original",
    "original_of",
    "read",
    "remove",
    "render_mark",
    "rendition",
    "renditions",
    "store",
    "store_marked",
]
