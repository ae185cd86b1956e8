"""Reads pages that are pictures, scans and photos, into the same marks as those of a PDF.

picture → lines of recognised characters (an engine) → the page put straight → where the ink of each
character begins and ends → sizes → rules and pictures → a `PrintedPage` of text/layout.
"""

from articles.text.scans.engine import is_installed
from articles.text.scans.pictures import find_recogniser, wrap_photo

__all__ = ["find_recogniser", "is_installed", "wrap_photo"]
