"""Headlines in the lists that Django draws."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles.models import Article


def show_headline(article: Article) -> SafeString:
    """The headline of an article as the desk shows it: no line ends inside a word of it."""
    return render_to_string("admin/headline.html", {"article": article})
