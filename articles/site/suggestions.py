"""What a reader may mean while still typing: names and headlines."""

from __future__ import annotations

from articles.models import Article
from articles.search import QueryRefused, find_best, parse_query
from articles.site import named
from articles.text.ai_use import say_briefly_of_text
from articles.text.fold import normalize
from articles.text.headline import remove_breaks

MOST, NAMES_OF_A_KIND = 8, 2


def suggest(text: str) -> list[dict[str, str]]:
    """At most MOST of them as {kind, text, url}, names first; with a `mark` where AI wrote some of
    an article; none for what can't be searched."""
    try:
        query = parse_query(text)
    except QueryRefused:
        return []
    if query.is_empty:
        return []
    names = [
        {"kind": each.kind, "text": each.name, "url": each.url}
        for each in named.find_called(query, each=NAMES_OF_A_KIND, counted=False)
    ]
    return names + [_headline(article) for article in _headlines(query)[: MOST - len(names)]]


def _headline(article):
    told = {"kind": "报道", "text": str(article), "url": article.get_absolute_url()}
    mark = say_briefly_of_text(article.ai_use)
    return told | ({"mark": mark} if mark else {})


def _headlines(query):
    """Of the best matches those whose headline has every word."""
    ids = find_best(query)
    rows = Article.objects.public_of(ids).only("headline", "ai_use").in_bulk()
    return [rows[pk] for pk in ids if pk in rows and _says(rows[pk], query)]


def _says(article, query):
    headline = normalize(remove_breaks(article.headline))
    return all(word in headline for word in query.words)
