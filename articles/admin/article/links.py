"""人物、单位和相关稿件: whom a text tells of and which others it leads to, decided by an editor."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from articles.admin.pages import page, render_page
from articles.models import Article, ArticleLink, Subject
from articles.models.named import find_free_address
from articles.review.linking import MOST, LinkRefused, arrange_links
from articles.review.subjects import decide_subjects, find_subjects, find_units, live_of
from articles.roles import HANDLE
from articles.site.telling import find_told
from articles.text.keys import parse_key

_PROPOSED = 8
_SAID = {"yes": True, "no": False, "": None}
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


@page(Article, "links", methods=["GET"], permission=HANDLE)
def show_links(request: HttpRequest, article: Article) -> HttpResponse:
    return _show(request, article)


@page(Article, "links", methods=["POST"], permission=HANDLE)
def save_links(request: HttpRequest, article: Article) -> HttpResponse:
    """Keep what was decided of the names, or the links: each has a form of its own."""
    post = request.POST
    if "unit" in post:
        return _add_unit(request, article)
    if "subjects" in post:
        keys = [key for key in map(parse_key, post.getlist("subject")) if key is not None]
        said = {key: _SAID.get(post.get(f"subject-{key}", "")) for key in keys}
        decide_subjects(article, said, by=request.user)
        messages.success(request, "存好了：读者看得到确认了的。")
        return redirect("admin:articles_article_links", article.pk)
    try:
        arrange_links(article, _read_wanted(request), by=request.user)
    except LinkRefused as why:
        messages.error(request, str(why))
        return _show(request, article, typed=post.get("numbers", ""), status=400)
    messages.success(request, "相关稿件存好了。")
    return redirect("admin:articles_article_links", article.pk)


def _add_unit(request: HttpRequest, article: Article) -> HttpResponse:
    """Take a unit that stands in the text into the list, as confirmed there."""
    key = parse_key(request.POST.get("unit", ""))
    unit = next((each for each in find_units(article) if each.pk == key), None)
    if unit is None:
        messages.error(request, "这个单位已经在名录里，或者文中没有它。")
        return redirect("admin:articles_article_links", article.pk)
    row = Subject(kind=Subject.Kind.ORGANISATION, name=unit.name)
    row.slug = find_free_address(Subject, unit.name, "subject")
    row.save()
    decide_subjects(article, {row.pk: True}, by=request.user)
    messages.success(request, f"“{unit.name}”收进了名录，有了自己的页面。")
    return redirect("admin:articles_article_links", article.pk)


def _read_wanted(request: HttpRequest) -> list[tuple[int, bool]]:
    """The links in the order that was typed, then those that were added."""
    post = request.POST
    kept: list[tuple[int, int, bool]] = []
    for at, text in enumerate(post.getlist("other"), 1):
        key = parse_key(text)
        if key is not None and f"remove-{key}" not in post:
            place = parse_key(post.get(f"place-{key}", "")) or at
            kept.append((place, key, f"together-{key}" in post))
    found = {key: together for _, key, together in sorted(kept, key=lambda each: each[0])}
    together = "new-together" in post
    added = [*post.getlist("proposed"), *_NUMBER.findall(post.get("numbers", ""))]
    for text in added:
        if (key := parse_key(text)) is not None:
            found.setdefault(key, together)
    return list(found.items())


def _show(
    request: HttpRequest, article: Article, typed: str = "", status: int = 200
) -> HttpResponse:
    live = live_of(article)
    links = list(ArticleLink.objects.filter(article=live).select_related("other"))
    main = ArticleLink.objects.filter(other=live, together=True).select_related("article").first()
    known = {live, *(link.other_id for link in links)}
    add = reverse("admin:articles_subject_add")
    context = {
        "article": article,
        "opts": article._meta,
        "subjects": find_subjects(article),
        "units": find_units(article),
        "add_subject": f"{add}?{urlencode({'kind': Subject.Kind.PERSON})}",
        "links": links,
        "main": main,
        "proposed": _propose(article, known),
        "most": MOST,
        "typed": typed,
    }
    template = "admin/articles/article/links.html"
    return render_page(request, template, "人物、单位和相关稿件", context, status=status)


def _propose(article: Article, known: set[int]) -> list[Article]:
    """Public articles that share rare words with this one, the likeliest first."""
    told = find_told(article)
    likeliest = sorted(told, key=lambda pk: -sum(told[pk].values()))
    keys = [pk for pk in likeliest if pk not in known][:_PROPOSED]
    rows = {row.pk: row for row in Article.objects.public_of(keys).defer("body")}
    return [rows[pk] for pk in keys if pk in rows]
