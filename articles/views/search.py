"""The search page: what the address asks for, and the addresses of the same search elsewhere."""

from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles.filters import ORDERS, ArticleFilter
from articles.models import Article
from articles.site.kept import keep_read
from articles.site.paging import BadCursor
from articles.site.results import NARROWINGS, SIZE, Question, ResultLeaf, collect_result
from articles.text.dates import format_day
from articles.views.states import keep_parts

#: Narrowings that a reader chooses in the form.
CHOICES = ("campaign", "place", "from", "to")
#: Narrowings by a name, whose address may be a former one.
_NAMED = ("campaign", "place", "reporter")
#: What says where in the list a reader is; it has no meaning in another list.
_LEAF = ("page", "before", "after")

#: What WeChat appends to a shared address in the name of our first day.
_SHARED_BY_WECHAT = frozenset(("timeline", "singlemessage", "groupmessage", "work"))


class Narrowing(NamedTuple):
    """A narrowing in force, and the address of the same search without it."""

    label: str
    text: str
    without: str


@require_safe
@keep_parts
def search(request: HttpRequest) -> HttpResponse:
    read = partial(_search, request)
    found = keep_read(request, ("search", request.get_full_path()), read, weight=2 * SIZE)
    if isinstance(found, str):
        return redirect(found, permanent=True)
    return render(request, "articles/search.html", found)


def _search(request: HttpRequest) -> dict[str, Any] | str:
    """What the page says, or the address at which it is now."""
    if not _SHARED_BY_WECHAT.isdisjoint(days := request.GET.getlist("from")):
        asked = request.GET.copy()
        asked.setlist("from", [each for each in days if each not in _SHARED_BY_WECHAT])
        asked.pop("isappinstalled", None)
        return f"{request.path}?{asked.urlencode()}"
    narrowed = ArticleFilter(request.GET, Article.objects.public())
    form, valid = narrowed.form, narrowed.form.is_valid()
    if not valid and (asked_now := _follow_renames(form, request.GET)):
        return f"{request.path}?{asked_now.urlencode()}"
    facts = form.cleaned_data if valid else {}
    at = partial(_address, request.GET)
    query = facts.get("q")
    # What does not narrow is not asked: None is quicker.
    within = narrowed.qs if any(facts.get(name) for name in NARROWINGS) else None
    asked = bool(query or within is not None)
    order = facts.get("order") or "relevance"
    order = order if query or order == "oldest" else "newest"
    context = {
        "form": form,
        "fields": [form[name] for name in CHOICES],
        "kept": [form[name] for name in ("reporter", "month", "photos") if facts.get(name)],
        "errors": [form[name].errors[0] for name in ("reporter", "month", "photos", "order")
                   if form[name].errors],
        "asked": asked,
        "valid": valid,
        "query": query,
        "chosen": [_narrowing(form, name, at) for name in NARROWINGS if facts.get(name)],
        "orders": ORDERS if query else ORDERS[1:],
        "order": order,
        "ordered": "order" in request.GET,
        "leaf": ResultLeaf(),
    }  # fmt: skip
    if asked:
        leaf = {name: request.GET.get(name, "") for name in _LEAF}
        question = Question(query, facts, narrowed.qs, within, order, leaf)
        try:
            context |= collect_result(question, at)
        except BadCursor as bad:
            raise Http404(str(bad)) from bad
    return context


def _follow_renames(form, asked):
    """The same search with present addresses for former ones; None if there are none."""
    changed = asked.copy()
    for name in form.errors.keys() & set(_NAMED):
        if row := form.fields[name].queryset.at_address(asked.get(name, "")):
            changed[name] = row.slug
    return None if changed == asked else changed


def _narrowing(form, name, at):
    value = form.cleaned_data[name]
    text = "有图" if name == "photos" else str(value)
    if isinstance(value, date):
        text = format_day(value)
    return Narrowing(form[name].label, text, at(**{name: None}))


def _address(asked, **changes):
    """The address of the same search with something else, from its beginning."""
    asked = asked.copy()
    for name in (*_LEAF, *changes):
        asked.pop(name, None)
    for name, value in changes.items():
        if value is not None:
            asked[name] = str(value)
    return f"?{asked.urlencode()}"
