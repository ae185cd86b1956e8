"""Refuses requests that would end in a database error before they reach a view."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404

_DIGITS = 18  # every number that is no longer fits into 64 bits


class RefuseUnaskable:
    """Refuses NUL characters, and in the admin's lists numbers that SQLite can't hold.

    PostgreSQL and file systems refuse NUL: a path with it answers 404, a parameter of the admin
    400. Django turns every parameter of a list but `q` into a query, so a number of more than 18
    digits answers 400 there; other pages check their parameters themselves.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)

    def process_view(self, request, *_):
        asked = request.resolver_match
        if asked.namespace != "admin":
            return
        is_list = (asked.url_name or "").endswith("_changelist")  # what is no page has no name
        for name, values in request.GET.lists():
            if any("\0" in value for value in values):
                raise BadRequest
            if is_list and name != "q" and any(map(_too_large, values)):
                raise BadRequest


def _too_large(value: str) -> bool:
    return len(value) > _DIGITS and value.isdecimal()
