"""Headlines in the lists that Django draws."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles.models import Article


def show_headline(article: Article) -> SafeString:
    """The headline of an article as the desk shows it: no line ends inside a word of it."""
    return _write(article.headline, bool(article.revises_id), bool(article.entry_of_id))


@lru_cache(maxsize=2048)
def _write(headline: str, revises: bool, is_entry: bool) -> SafeString:
    article = Article(
        headline=headline, revises_id=1 if revises else None, entry_of_id=1 if is_entry else None
    )
    return render_to_string("admin/headline.html", {"article": article})
