"""What no page can make anything of is refused before it reaches one."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404

_DIGITS = 18  # of a number that a database surely holds


class RefuseUnaskable:
    """Neither PostgreSQL nor a disk knows the character NUL, SQLite no number of twenty digits.

    Nobody types them. An address with NUL is not found; NUL in a question to the desk is a bad
    request, and so is such a number in one to a list of it, where Django makes a query of whatever
    is asked. Words to look for may be any number, and other pages answer in their own words.
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
