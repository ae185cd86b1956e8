"""Whether the newsroom has a text already: articles of the last weeks that closely resemble it."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from django.utils import timezone

from articles.imports.drafts import fold_slogan
from articles.models import Article
from articles.text import body
from articles.text.headline import on_one_line
from articles.text.page.reading import Doubt, Evidence

_DAYS, _MOST = 60, 400


class RecentArticles:
    """The articles of the last weeks, loaded once, to compare texts with."""

    def __init__(self) -> None:
        since = timezone.now() - timedelta(days=_DAYS)
        recent = Article.objects.filter(updated_at__gte=since).order_by("-updated_at")
        rows = recent.values_list("pk", "headline", "body")[:_MOST]
        self._rows = [
            (pk, headline, _pairs(body.extract_text(html))) for pk, headline, html in rows
        ]

    def doubt(self, headline: str, text: str) -> Doubt | None:
        """A doubt `duplicate` if an article has this headline or much of this text.

        The evidence names the articles: `where` is 稿件 and the number.
        """
        folded, own = fold_slogan(headline), _pairs(text)
        found = []
        for pk, other, pairs in self._rows:
            alike = len(own & pairs) / min(len(own), len(pairs)) if own and pairs else 0.0
            same = bool(folded) and folded == fold_slogan(other)
            if same or (alike >= 0.6 and min(len(own), len(pairs)) >= 30):
                found.append((same, alike, pk, other))
        return _say(sorted(found, reverse=True)[:3]) if found else None


def _say(found: list[tuple[bool, float, int, str]]) -> Doubt:
    same, alike, _, headline = found[0]
    much = "题目相同" if same else f"文字有{alike:.0%}相同"
    return Doubt(
        "duplicate",
        f"可能重复\N{FULLWIDTH COLON}与已有的《{on_one_line(headline)}》{much}",
        None,
        tuple(Evidence(f"《{h}》", f"稿件{pk}", round(a, 2)) for _, a, pk, h in found),
    )


def _pairs(text: str) -> set[str]:
    return {a + b for a, b in pairwise(fold_slogan(text)[:800])}
