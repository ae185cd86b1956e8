"""Template filters for the desk."""

from django import template

from articles.desk.guide import find_section
from articles.models import TRASH_DAYS
from articles.roles import name_of

register = template.Library()

register.filter("name_of", name_of)


@register.simple_tag
def guide_of(request):
    """The section of the manual for the page that is asked for."""
    match = request.resolver_match
    return find_section(match.url_name or "" if match else "")


@register.simple_tag
def trash_days():
    """For how many days a draft that was deleted can be put back."""
    return TRASH_DAYS
