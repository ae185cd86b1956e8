"""Leaves of long lists, as addresses ask for them."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from articles.site.paging import BadCursor, Leaf, find_leaf


def open_leaf(request: HttpRequest, appearances: QuerySet, **options: Any) -> Leaf:
    """The leaf that `?before=` or `?after=` asks for; 404 for a cursor that is not ours."""
    cursors = {name: request.GET.get(name, "") for name in ("before", "after")}
    try:
        return find_leaf(appearances, **cursors, **options)
    except BadCursor as bad:
        raise Http404(str(bad)) from bad
