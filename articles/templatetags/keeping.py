"""Pieces of public pages, written once for as long as what residents may see is the same."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from articles.site.cards import read_card, read_line
from articles.site.kept import WRITTEN, state_of

#: Stands for the state of the newsroom where a piece shows nothing of it but named values.
_ANY_STATE = "any"

register = template.Library()
register.filter("shown_on_card", read_card)
register.filter("shown_on_line", read_line)


class KeptNode(Node):
    def __init__(
        self,
        nodelist: NodeList,
        name: str,
        differs_by: list[FilterExpression],
        *,
        outlives: bool = False,
    ) -> None:
        self.nodelist, self.name, self.differs_by = nodelist, name, differs_by
        self.outlives = outlives

    def render(self, context: Context) -> SafeString:
        state = state_of(context.get("request"))
        if state is not None and self.outlives:
            state = _ANY_STATE
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


@register.tag
def written(parser: Parser, token: Token) -> KeptNode:
    """`{% written name value … %} … {% endwritten %}`: the same for a piece that shows nothing but
    these values and the texts of its template, and so outlives every change of the newsroom.

    No row of the database is such a value: what is read of it may have changed under its number.
    """
    _, name, *values = token.split_contents()
    nodelist = parser.parse(["endwritten"])
    parser.delete_first_token()
    found = [parser.compile_filter(each) for each in values]
    return KeptNode(nodelist, name, found, outlives=True)
