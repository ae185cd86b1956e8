"""Full-text search over articles, on SQLite and PostgreSQL alike: the index, finding, marking.

A query matches where the folded text contains its words, and Chinese word boundaries decide the
order. Callers fetch the articles found through `Article.objects.public()` or `visible_to()`: the
index may hide an article, but never show one.
"""

from articles.search.finding import (
    COUNTED,
    ResultPage,
    count_matches,
    find_articles,
    find_best,
    find_newest,
    find_recent,
    select_matches,
    select_newest,
)
from articles.search.index import STAMP, find_articles_naming, follow, reindex, settle
from articles.search.marking import MarkedPiece, find_passage, mark_matches
from articles.search.pieces import LIKELY, POSSIBLE, SimilarText, find_similar
from articles.text.tokens import LONGEST, Query, QueryRefused, parse_query

__all__ = [
    "COUNTED",
    "LIKELY",
    "LONGEST",
    "POSSIBLE",
    "STAMP",
    "MarkedPiece",
    "Query",
    "QueryRefused",
    "ResultPage",
    "SimilarText",
    "count_matches",
    "find_articles",
    "find_articles_naming",
    "find_best",
    "find_newest",
    "find_passage",
    "find_recent",
    "find_similar",
    "follow",
    "mark_matches",
    "parse_query",
    "reindex",
    "select_matches",
    "select_newest",
    "settle",
]
