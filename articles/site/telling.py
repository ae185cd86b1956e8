"""Which other articles tell of what one tells: by the rare words of its head."""

from __future__ import annotations

from itertools import pairwise
from math import log2

from articles import search
from articles.models import Article
from articles.text.headline import remove_breaks
from articles.text.words import cut_words

#: So many words of a headline, pairs of them, and words of its kicker and subhead say what it is
#: about; so many of the newest articles with each are looked at.
_WORDS, _PAIRS, _MORE, LOOKED_AT = 5, 2, 2, 40


def find_told(article: Article) -> dict[int, dict[str, float]]:
    """Other articles with the telling words of this one: their numbers, with how much each word
    says. A rare word says more than a common one, a long one more than a short one."""
    queries = [search.parse_query(f'"{words}"') for words in _telling(article)]
    told: dict[int, dict[str, float]] = {}
    for query, ids in zip(queries, search.find_newest(queries, limit=LOOKED_AT), strict=True):
        [word] = query.words
        for pk in ids:
            told.setdefault(pk, {})[word] = len(word) * (1 + log2(LOOKED_AT / len(ids)))
    told.pop(article.pk, None)
    return told


def _telling(article):
    """The longest words of the headline and of its kicker and subhead, and the headline's longest
    pairs of words that follow each other."""
    cut = cut_words(remove_breaks(article.headline)[: search.LONGEST])
    more = cut_words(f"{article.kicker} {article.subhead}"[: search.LONGEST])
    pairs = (a + b for a, b in pairwise(cut) if _says_something(a) and b.isalnum())
    return dict.fromkeys(
        [
            *_longest(filter(_says_something, cut), _WORDS),
            *_longest(pairs, _PAIRS),
            *_longest(filter(_says_something, more), _MORE),
        ]
    )


def _longest(words, most):
    return sorted(dict.fromkeys(words), key=len, reverse=True)[:most]


def _says_something(word):
    """Neither one character, nor a mark, nor a number with what it counts."""
    return len(word) > 1 and word.isalnum() and not word[0].isnumeric()
