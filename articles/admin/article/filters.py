"""常用筛选: questions to the list of articles that an account keeps under a name of its own."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from articles.admin.pages import page
from articles.models import Article, SavedFilter
from articles.models.fields import validate_characters
from articles.roles import VIEW
from articles.text.characters import clean_to_one_line
from articles.text.keys import parse_key

MOST = 20
#: Where one is in the list, and not what one asks it.
_PLACE = ("p", "e", "o", "all")
_LIST = "admin:articles_article_changelist"


@page(Article, "filters", address="filters/", methods=["POST"], permission=VIEW)
def keep_filter(request: HttpRequest) -> HttpResponse:
    """Keep what the list was asked, or drop one that was kept."""
    own = SavedFilter.objects.filter(user=request.user.pk)
    if key := parse_key(request.POST.get("drop", "")):
        own.filter(pk=key).delete()
        messages.success(request, "常用筛选拿掉了。")
        return redirect(_LIST)
    query = clean_query(request.POST.get("query", ""))
    name = clean_to_one_line(request.POST.get("name", "")).strip()
    if refusal := _refuse(name, query, own.exclude(name=name).count()):
        messages.error(request, refusal)
    else:
        own.update_or_create(user=request.user, name=name, defaults={"query": query})
        messages.success(request, f"存成了常用筛选“{name}”。")
    response = redirect(_LIST)
    response["Location"] += f"?{query}" if query else ""
    return response


def clean_query(text: str) -> str:
    """What the address of the list asks, without where one is in it."""
    asked = QueryDict(text[:2000], mutable=True)
    for name in _PLACE:
        asked.pop(name, None)
    return asked.urlencode()


def _refuse(name: str, query: str, others: int) -> str:
    """Why it is not kept, or ""."""
    longest = SavedFilter._meta.get_field("name").max_length or 0
    try:
        validate_characters(name)
    except ValidationError as why:
        return f"名称没有存\N{FULLWIDTH COLON}{why.message}"
    if not name or len(name) > longest:
        return f"给它起个名称，不超过{longest}个字。没有存。"
    if not query:
        return "还没有选条件，也没有查找的词。先筛，再存。"
    if len(query) > (SavedFilter._meta.get_field("query").max_length or 0):
        return "条件太长，存不下。少选几项再存。"
    if others >= MOST:
        return f"最多存{MOST}个。先拿掉一个不用的。"
    return ""
