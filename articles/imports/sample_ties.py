"""What ties the sample's articles to more than their own text: sources, subjects, links."""

from __future__ import annotations

from typing import Any

from articles.models import Article, ArticleLink, ReprintSource, Subject, SubjectMention
from articles.review.subjects import find_subjects


def tie(bulletin: dict[str, Any]) -> None:
    """Make the rows that are not there yet; names are confirmed where they stand."""
    for each in bulletin["sources"]:
        ReprintSource.objects.get_or_create(name=each["name"], defaults=each)
    for each in bulletin["subjects"]:
        Subject.objects.get_or_create(slug=each["slug"], defaults=each)
    numbers = dict(
        Article.objects.filter(archive_id__startswith="sample-").values_list("archive_id", "pk")
    )
    for each in bulletin["links"]:
        for position, other in enumerate(each["others"], 1):
            fields = {"together": each["together"], "position": position}
            ArticleLink.objects.get_or_create(
                article_id=numbers[f"sample-{each['article']}"],
                other_id=numbers[f"sample-{other}"],
                defaults=fields,
            )
    for article in Article.objects.filter(pk__in=numbers.values()):
        for found in find_subjects(article):
            SubjectMention.objects.get_or_create(
                article=article, subject=found.subject, defaults={"confirmed": True}
            )
