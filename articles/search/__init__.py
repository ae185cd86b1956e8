"""Full-text search over articles, on SQLite and PostgreSQL alike: the index, finding, marking.

Found by exact containment of folded text, ranked by Chinese word boundaries. Whatever is found is
fetched again through `Article.objects.public()` or `visible_to()`: the index may hide, never show.
"""

from articles.search.finding import (
    COUNTED,
    Found,
    all_ids,
    count,
    found,
    matching,
    newest,
    ranked,
)
from articles.search.index import STAMP, carrying, follow, reindex, settle
from articles.search.marking import Piece, marked, passage
from articles.text.tokens import LONGEST, Query, QueryRefused, parse

__all__ = [
    "COUNTED",
    "LONGEST",
    "STAMP",
    "Found",
    "Piece",
    "Query",
    "QueryRefused",
    "all_ids",
    "carrying",
    "count",
    "follow",
    "found",
    "marked",
    "matching",
    "newest",
    "parse",
    "passage",
    "ranked",
    "reindex",
    "settle",
]
