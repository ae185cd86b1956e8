"""滚动报道: one page on which a colleague, on a phone too, writes entries, and ends the story."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from articles.admin.pages import log_change, page, render_page
from articles.context_processors import site_of
from articles.desk.times import say_moment
from articles.models import Article, Step
from articles.review import rights, rolling, taking
from articles.review.steps import STAMPS, STEPS, Act, StepRefused
from articles.roles import SIGN_OFF
from articles.text.keys import parse_key
from articles.text.rolling import read_all_entries

_HOURS = (1, 2, 4, 8, 12, 24, 48)
_USUAL = 12


@page(Article, "rolling", methods=["GET"], permission="articles.handle_article")
def show_rolling(request: HttpRequest, article: Article) -> HttpResponse:
    """The story with its entries, those that wait, and the box for the next one."""
    _check(request, article)
    return _show(request, article)


@page(Article, "rolling", methods=["POST"], permission="articles.handle_article")
def change_rolling(request: HttpRequest, article: Article) -> HttpResponse:
    """Write an entry, take one down, begin, prolong or end the story: as the button says."""
    _check(request, article)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise PermissionDenied("滚动")
    try:
        return act(request, article)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        article.refresh_from_db()
        return _show(request, article, status=422)


def _check(request: HttpRequest, article: Article) -> None:
    if not rolling.may_roll(article, request.user):
        raise PermissionDenied("滚动")


def _write(request: HttpRequest, article: Article) -> HttpResponse:
    """Keep the entry, then send it in: what stops it there costs nothing that was typed."""
    posted = {name: request.POST.get(name, "") for name in ("text", "headline", "signed")}
    draft = rolling.begin_entry(article, by=request.user, **posted)
    if request.POST.get("keep"):
        messages.success(request, "这一条存下了，还没有送审。")
        return _back(article)
    try:
        moved = taking.take(STEPS[Act.SUBMIT], draft, by=request.user, revision=draft.revision)
    except StepRefused as refusal:
        messages.warning(request, f"这一条存下了，还没有送审\N{FULLWIDTH COLON}{refusal}")
        return redirect("admin:articles_article_change", draft.pk)
    log_change(request, moved, "写了一条，送审")
    messages.success(request, "这一条已送审，签发以后登出。")
    # Whoever reviews it is led to where the buttons are.
    if rights.may_review(moved, request.user):
        return redirect("admin:articles_article_review", moved.pk)
    return _back(article)


def _roll(request: HttpRequest, article: Article) -> HttpResponse:
    hours = parse_key(request.POST.get("hours", ""))
    if hours not in _HOURS:
        raise StepRefused("请选滚动多长时间，没有改。")
    until = timezone.now() + timedelta(hours=hours)
    rolling.roll_until(article, until, by=request.user)
    log_change(request, article, f"滚动到{say_moment(until)}")
    messages.success(request, f"滚动到{say_moment(until)}，到时自己结束。")
    return _back(article)


def _end(request: HttpRequest, article: Article) -> HttpResponse:
    rolling.roll_until(article, timezone.now(), by=request.user)
    log_change(request, article, "结束滚动")
    messages.success(request, "滚动已经结束，页面上写明了。")
    return _back(article)


def _take_down(request: HttpRequest, article: Article) -> HttpResponse:
    number = parse_key(request.POST.get("entry", "")) or 0
    reason = request.POST.get("reason", "")
    rolling.take_entry_down(article, number, by=request.user, reason=reason)
    log_change(request, article, f"撤下条目{number}")
    messages.success(request, "这一条撤下了，读者马上看不到。")
    return _back(article)


_ACTS: dict[str, Callable[[HttpRequest, Article], HttpResponse]] = {
    "write": _write,
    "roll": _roll,
    "end": _end,
    "down": _take_down,
}


def _back(article: Article) -> HttpResponse:
    return redirect("admin:articles_article_rolling", article.pk)


def _show(request: HttpRequest, article: Article, *, status: int = 200) -> HttpResponse:
    typed = request.POST if request.method == "POST" else {}
    drafts, site = rolling.list_drafts(article, request.user), site_of(request)
    for draft in drafts:
        draft.state_label = site.status_label(draft.status)
    context = {
        "article": article,
        "opts": article._meta,
        "until": article.rolls_until and say_moment(article.rolls_until),
        "hours": _HOURS,
        "usual": _USUAL,
        "longest": rolling.LONGEST_TEXT,
        "longest_head": rolling.LONGEST_HEAD,
        "text": typed.get("text", ""),
        "headline": typed.get("headline", ""),
        "signed": typed.get("signed") or rolling.suggest_names(request.user),
        "drafts": drafts,
        "entries": _tell_entries(article),
        "may_take_down": request.user.has_perm(SIGN_OFF),
        "refused_entry": parse_key(typed.get("entry", "")),
        "reason": typed.get("reason", ""),
    }
    template, title = "admin/articles/article/rolling.html", f"滚动\N{FULLWIDTH COLON}{article}"
    return render_page(request, template, title, context, status=status)


def _tell_entries(article: Article) -> list[tuple[Any, str, list[Step]]]:
    """Each entry with its hour and who passed it, in one query for all."""
    entries = read_all_entries(article.entries)
    lines: dict[int | None, list[Step]] = {}
    acts = (*STAMPS, Act.BEGIN_ENTRY)
    if entries:
        rows = Step.objects.filter(article=article, step__in=acts)
        for line in rows.filter(copy__in=[each.number for each in entries]).order_by("pk"):
            lines.setdefault(line.copy, []).append(line)
    return [(each, say_moment(each.moment), lines.get(each.number, [])) for each in entries]
