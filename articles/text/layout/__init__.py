"""Reads the pages of a PDF by where each character stands and how large it is.

characters → lines → blocks (runs of lines in a column) and heads → regions (what stands under a
head) → columns in reading order → paragraphs, captions, bylines → the `Reading` of text/page.
"""

from articles.text.layout.document import (
    NOTHING_SEEN,
    ONLY_PICTURES,
    PdfReading,
    add_up,
    read_sheet,
    read_sheets,
)
from articles.text.layout.pdf import PdfRefused
from articles.text.layout.turning import join_sheets

__all__ = [
    "NOTHING_SEEN",
    "ONLY_PICTURES",
    "PdfReading",
    "PdfRefused",
    "add_up",
    "join_sheets",
    "read_sheet",
    "read_sheets",
]
