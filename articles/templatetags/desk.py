"""What the templates of the desk say that neither a model nor Django's own filters say."""

from django import template

from articles.roles import name_of

register = template.Library()

register.filter("name_of", name_of)
