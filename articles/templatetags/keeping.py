"""Pieces of public pages, written once for as long as what residents may see is the same."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from articles.site.kept import WRITTEN, state_of

register = template.Library()


class KeptNode(Node):
    def __init__(self, nodelist: NodeList, name: str, differs_by: list[FilterExpression]) -> None:
        self.nodelist, self.name, self.differs_by = nodelist, name, differs_by

    def render(self, context: Context) -> SafeString:
        state = state_of(context.get("request"))
        key = (self.name, *(each.resolve(context) for each in self.differs_by))
        return WRITTEN.get(state, key, lambda: self.nodelist.render(context), len)


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept name differs by … %} … {% endkept %}`: written once for each of what is named.

    All must be named that the piece differs by, except what residents may see. A page that shows
    more than that keeps nothing (`views/states.py`).
    """
    _, name, *differs_by = token.split_contents()
    nodelist = parser.parse(["endkept"])
    parser.delete_first_token()
    return KeptNode(nodelist, name, [parser.compile_filter(each) for each in differs_by])
