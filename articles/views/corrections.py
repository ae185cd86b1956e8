"""What the paper put right, all in one place."""

import re
from datetime import date

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Correction

SIZE = 30
_CURSOR = re.compile(r"(\d{4})-(\d\d)-(\d\d)-(\d{1,18})", re.ASCII)


@require_safe
def corrections(request):
    """Newest first, a page at a time: `?before=` is the day and id of the last one seen."""
    rows = Correction.objects.public().select_related("article").defer("article__body")
    before = request.GET.get("before", "")
    if before:
        day, pk = _read(before)
        rows = rows.filter(Q(corrected_on__lt=day) | Q(corrected_on=day, pk__lt=pk))
    rows = list(rows.order_by("-corrected_on", "-pk")[: SIZE + 1])
    shown = rows[:SIZE]
    older = f"{shown[-1].corrected_on}-{shown[-1].pk}" if len(rows) > SIZE else ""
    context = {"corrections": shown, "older": older, "first": not before}
    return render(request, "articles/corrections.html", context)


def _read(cursor):
    match = _CURSOR.fullmatch(cursor)
    try:
        year, month, day, pk = map(int, match.groups())
        return date(year, month, day), pk
    except (AttributeError, ValueError) as error:
        raise Http404("这个翻页记号不是本站给出的。") from error
