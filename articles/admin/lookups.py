"""Which questions a list of the admin answers: those that its own filters ask, and no others.

Django lets an address ask any field in any way, a regular expression among them, which SQLite runs
in Python with the interpreter locked: one address could stop the site for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class OfferedLookups:
    """A list that refuses (400) what is neither a filter of its own nor one of Django's words.

    `linked_lookups` are what pages of ours ask it besides, where they lead to the list.
    """

    linked_lookups: tuple[str, ...] = ()

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return lookup in set(self._offered(request))

    def _offered(self, request: HttpRequest | None) -> Iterator[str]:
        yield from self.linked_lookups
        filters = self.get_list_filter(request) if request else self.list_filter  # type: ignore[attr-defined]
        for each in filters:
            if isinstance(each, type) and issubclass(each, admin.SimpleListFilter):
                yield str(each.parameter_name)
                continue
            name = each[0] if isinstance(each, list | tuple) else each
            yield from (f"{name}__exact", f"{name}__id__exact", f"{name}__isnull")
