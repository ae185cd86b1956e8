"""Headlines that clash: one of the last month that says nearly the same."""

from __future__ import annotations

from datetime import timedelta
from difflib import SequenceMatcher

from django.utils import timezone

from articles.models import Article
from articles.text.fold import fold_words

#: So many days back readers may still have the other one before them.
DAYS = 31
#: From which share of equal characters two headlines are taken for one.
_LIKE = 0.8
_MOST = 2000


def find_clash(article: Article) -> Article | None:
    """The newest public article of the last month whose headline is the same or nearly so. One
    query. A working copy does not clash with the article that it revises."""
    own = _letters(article.headline)
    if not own:
        return None
    since = timezone.now() - timedelta(days=DAYS)
    rows = Article.objects.public().filter(publish_at__gte=since).newest_first()
    rows = rows.exclude(pk__in=[key for key in (article.pk, article.revises_id) if key])
    for row in rows.only("headline", "publish_at")[:_MOST]:
        other = _letters(row.headline)
        if other and (own == other or _is_like(own, other)):
            return row
    return None


def _letters(headline: str) -> str:
    return "".join(filter(str.isalnum, fold_words(headline)))


def _is_like(one: str, other: str) -> bool:
    if 2 * min(len(one), len(other)) < _LIKE * (len(one) + len(other)):
        return False  # so different in length that they can't be
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _LIKE and matcher.ratio() >= _LIKE
