"""Template filters for the desk."""

from django import template

from articles.roles import name_of

register = template.Library()

register.filter("name_of", name_of)
