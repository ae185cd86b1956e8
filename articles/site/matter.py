"""One matter from its first report to what comes next, and what may belong to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from articles.models import Article, Matter, MatterEntry
from articles.site.telling import find_told

#: So many other articles are proposed for a matter.
PROPOSED = 8


@dataclass(frozen=True, slots=True)
class ToldMatter:
    """A matter as readers see it: its public entries, oldest first."""

    matter: Matter
    entries: list[MatterEntry]


def tell_matter(article: Article) -> ToldMatter | None:
    """The matter that an article belongs to, if another article of it is public; two queries,
    one where it belongs to none."""
    matter = Matter.objects.of(article)
    if matter is None:
        return None
    public = Article.objects.public().values("pk")
    rows = matter.entries.filter(article__in=public).select_related("article")
    entries = list(rows.defer("article__body").order_by("article__publish_at", "article__pk"))
    return ToldMatter(matter, entries) if len(entries) > 1 else None


def propose(matter: Matter) -> list[Article]:
    """Public articles that share rare words with the matter's own, the likeliest first."""
    own = [entry.article for entry in matter.entries.select_related("article")]
    worth: Counter[int] = Counter()
    for article in own:
        for pk, words in find_told(article).items():
            worth[pk] += round(sum(words.values()))
    known = {article.pk for article in own}
    likeliest = [pk for pk, _ in worth.most_common(PROPOSED + len(known)) if pk not in known]
    rows = Article.objects.public().defer("body").in_bulk(likeliest)
    return [rows[pk] for pk in likeliest if pk in rows][:PROPOSED]
