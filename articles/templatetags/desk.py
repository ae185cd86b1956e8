"""Template filters for the desk."""

from django import template

from articles.models import ReadCount
from articles.roles import name_of

register = template.Library()

register.filter("name_of", name_of)


@register.simple_tag
def count_reads(article) -> tuple[int, int]:
    """How often an article was read: in all, and in the last seven days."""
    return ReadCount.objects.of_article(article.pk)
