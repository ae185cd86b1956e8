"""HTML from outside (Word, WPS, LibreOffice, Google Docs, WeChat, mail, the web) → a body.

One grammar for all of it: what a reader of the source saw as its text stays, in the grammar of
text/body.py. What was struck out, hidden or beside the text is left out, and told in notes.
"""

from articles.text.outside.cleaning import Cleaned, OutsideRefused, bring_in, clean_outside
from articles.text.outside.notes import Note
from articles.text.outside.tree import decode_html

__all__ = ["Cleaned", "Note", "OutsideRefused", "bring_in", "clean_outside", "decode_html"]
