"""What no page can make anything of is refused before it reaches one."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404
from django.urls import reverse


def refuse_nul(get_response):
    """Neither PostgreSQL nor a disk knows the character NUL, and nobody types it.

    An address with it is not found, a question to the desk with it is a bad one. Readers' pages
    take it out of what they are asked, or say so in their own words.
    """
    desk = reverse("admin:index")

    def middleware(request):
        if "\0" in request.path_info:
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", "") and request.path_info.startswith(desk):
            raise BadRequest
        return get_response(request)

    return middleware
