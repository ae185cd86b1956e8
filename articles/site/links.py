"""Where editors lead readers from an article: its package, and what they chose to be read next."""

from __future__ import annotations

from articles.models import Article, ArticleLink


def find_links(article: Article) -> tuple[list[Article], list[Article]]:
    """The package, its main piece first (empty where nothing else of it is shown), and the chosen
    others; of both only what readers may see and what counts now. Two queries, one for none."""
    rows = list(ArticleLink.objects.around(article.pk))
    keys = {key for row in rows for key in (row.article_id, row.other_id)}
    public = Article.objects.public_of(keys).current() if rows else Article.objects.none()
    shown = {row.pk: row for row in public.defer("body")}
    shown[article.pk] = article
    package: dict[int, None] = {}
    for row in rows:
        if row.together:
            package |= {row.article_id: None, row.other_id: None}
    parts = [shown[key] for key in package if key in shown]
    chosen = [row.other_id for row in rows if row.article_id == article.pk and not row.together]
    return parts if len(parts) > 1 else [], [shown[key] for key in chosen if key in shown]
