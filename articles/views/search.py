"""The search page. What matches is `ArticleQuerySet.containing()`."""

from typing import NamedTuple

from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.filters import ORDERS, ArticleFilter
from articles.models import Article
from articles.views.paging import Leaf, leaf

#: Narrowings that a reader can take off again, one by one; those a reader can choose here.
NARROWINGS = ("campaign", "place", "reporter", "from", "to")
CHOICES = ("campaign", "place", "from", "to")


class Chosen(NamedTuple):
    """A narrowing in force, and the address of the same search without it."""

    label: str
    text: str
    without: str


@require_safe
def search(request):
    found = ArticleFilter(request.GET, Article.objects.public(), request=request)
    form = found.form
    asked = any(request.GET.get(name, "").strip() for name in ("q", *NARROWINGS))
    valid = form.is_valid()
    facts = form.cleaned_data if valid else {}
    order = facts.get("order") or "newest"
    results = Leaf([])
    if valid and asked:
        results = leaf(request, found.qs, size=20, oldest_first=order == "oldest", bodies=True)
    context = {
        "form": form,
        "fields": [form[name] for name in CHOICES],
        "asked": asked,
        "valid": valid,
        "words": facts.get("q") or [],
        "chosen": [_chosen(request, form, name) for name in NARROWINGS if facts.get(name)],
        "orders": ORDERS,
        "order": order,
        "oldest_first": order == "oldest",
        "leaf": results,
    }
    return render(request, "articles/search.html", context)


def _chosen(request, form, name):
    rest = request.GET.copy()
    for each in (name, "before", "after"):
        rest.pop(each, None)
    return Chosen(form[name].label, str(form.cleaned_data[name]), f"?{rest.urlencode()}")
