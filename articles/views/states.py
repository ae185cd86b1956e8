"""The state of the newsroom that a page shows, asked before anything else is read for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.models import Generation, follow_database_file

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def keep_parts(view: View[P]) -> View[P]:
    """Let a page keep what it reads and writes (`site/kept.py`), for every reader alike.

    For pages that show what every resident may see, and nothing of who asks but cookies that are
    named in what is kept.
    """

    @wraps(view)
    def keeping(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.DEBUG:  # whoever edits a template sees it
            request.public_state = Generation.objects.state(follow_database_file())  # type: ignore[attr-defined]
        try:
            return view(request, *args, **kwargs)
        except Exception:
            request.public_state = None  # type: ignore[attr-defined] # what is told of it stays nowhere
            raise

    return keeping
