"""What no page can make anything of is refused before it reaches one."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404
from django.urls import reverse

_DIGITS = 18  # of a number that a database surely holds


def refuse_unaskable(get_response):
    """Neither PostgreSQL nor a disk knows the character NUL, SQLite no number of twenty digits.

    Nobody types them. An address with NUL is not found; NUL in a question to the desk is a bad
    request, and so is such a number in one to a list of it, where Django makes a query of whatever
    is asked. Words to look for may be any number, and other pages answer in their own words.
    """
    desk = reverse("admin:index")

    def middleware(request):
        if "\0" in request.path_info:
            raise Http404
        if request.path_info.startswith(desk):
            is_list = request.path_info.removeprefix(desk).count("/") == 2  # articles/article/
            for name, values in request.GET.lists():
                if any("\0" in value for value in values):
                    raise BadRequest
                if is_list and name != "q" and any(map(_too_large, values)):
                    raise BadRequest
        return get_response(request)

    return middleware


def _too_large(value: str) -> bool:
    return len(value) > _DIGITS and value.isdecimal()
