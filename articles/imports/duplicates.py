"""Whether the newsroom has a text already: under the same headline, or much of the text."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from articles import search
from articles.imports.drafts import fold_slogan
from articles.models import Article
from articles.text.headline import on_one_line
from articles.text.page.reading import Doubt, Evidence

_DAYS, _MOST, _TOLD = 60, 400, 3


class RecentArticles:
    """The headlines of the last weeks, loaded once; texts are looked for among all articles."""

    def __init__(self) -> None:
        since = timezone.now() - timedelta(days=_DAYS)
        recent = Article.objects.filter(updated_at__gte=since).order_by("-updated_at")
        self._headlines = dict(recent.values_list("pk", "headline")[:_MOST])

    def doubt(self, headline: str, text: str) -> Doubt | None:
        """A doubt `duplicate` if an article has this headline or likely tells the same.

        The evidence names the articles: `where` is 稿件 and the number.
        """
        folded = fold_slogan(headline)
        alike = search.find_similar(text, among=Article.objects.all(), most=_TOLD)
        shares = {each.article: each.share for each in alike if each.likely}
        names = dict(Article.objects.filter(pk__in=shares).values_list("pk", "headline"))
        same = {pk: h for pk, h in self._headlines.items() if folded and folded == fold_slogan(h)}
        found = [
            (pk in same, shares.get(pk, 0.0), pk, other) for pk, other in (same | names).items()
        ]
        return _say(sorted(found, reverse=True)[:_TOLD]) if found else None


def _say(found: list[tuple[bool, float, int, str]]) -> Doubt:
    same, alike, _, headline = found[0]
    much = "题目相同" if same else f"文字有{alike:.0%}相同"
    return Doubt(
        "duplicate",
        f"可能重复\N{FULLWIDTH COLON}与已有的《{on_one_line(headline)}》{much}",
        None,
        tuple(Evidence(f"《{h}》", f"稿件{pk}", round(a, 2)) for _, a, pk, h in found),
    )
