"""Acts on many articles of the list that ask for something first: whom, why, into which issue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from articles.admin.pages import log_change, render_page
from articles.models import IN_REVIEW, Article, Issue
from articles.planning import PlanRefused, move
from articles.review import colleagues, rights, taking
from articles.review.steps import STEPS, Act, StepRefused, StepRule
from articles.review.typed import LONGEST_OPINION, read_words
from articles.roles import CHANGE_ISSUE, name_of
from articles.text.keys import parse_key

_SHOWN = 20
#: Behind everything that lies there already.
_LAST = 999

Action = Callable[[Any, HttpRequest, Any], HttpResponse | None]


def offer_actions(request: HttpRequest) -> dict[str, tuple[Action, str, str]]:
    """The acts that this account may take on many articles, as Django's list has them."""
    user, found = request.user, []
    if rights.may_ever_take(STEPS[Act.RETURN], user):
        found += [
            (assign_many, "assign", "交给一位同事"),
            (return_many, "return", "退改所选稿件"),
        ]
    if user.has_perm(CHANGE_ISSUE):
        found.append((place_many, "place", "放进一期报纸"))
    return {name: (act, name, label) for act, name, label in found}


def take_many(
    step: StepRule,
    _modeladmin: admin.ModelAdmin[Article],
    request: HttpRequest,
    queryset: Iterable[Article],
    opinion: str = "",
) -> None:
    """Take the step on each article; report those that can't take it, with the reason."""

    def act(article: Article) -> None:
        taking.ask_for_byline(step, article)
        taking.take(step, article, by=request.user, opinion=opinion)

    _each(request, queryset, act, step.label)


def assign_many(modeladmin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    people = {person.pk: person for person in colleagues.find_reviewers(IN_REVIEW)}
    chosen = people.get(parse_key(request.POST.get("to", "")) or 0)
    if chosen is None:
        rows = [(person.pk, name_of(person)) for person in people.values()]
        return _ask(modeladmin, request, queryset, "assign", "交给一位同事", {"people": rows})

    def act(article: Article) -> None:
        colleagues.assign(article, to=chosen, by=request.user)

    return _each(request, queryset, act, f"交给{name_of(chosen)}")


def return_many(modeladmin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    typed = request.POST.get("opinion", "")
    try:
        opinion = read_words(typed, LONGEST_OPINION, "意见")
    except StepRefused as why:
        messages.error(request, str(why))
        opinion = ""
    if not opinion:
        asked = {"opinion": True, "typed": typed}
        return _ask(modeladmin, request, queryset, "return", "退改所选稿件", asked)
    return take_many(STEPS[Act.RETURN], modeladmin, request, queryset, opinion)


def place_many(modeladmin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    issues = {issue.pk: issue for issue in Issue.objects.filter(sealed_at=None)}
    issue = issues.get(parse_key(request.POST.get("issue", "")) or 0)
    if issue is None:
        rows = [(each.pk, str(each)) for each in issues.values()]
        return _ask(modeladmin, request, queryset, "place", "放进一期报纸", {"issues": rows})

    def act(article: Article) -> None:
        nonlocal issue
        if issue.placements.filter(article=article.pk).exists():
            raise StepRefused("已经在这一期里。")
        try:
            issue = move(issue, article, 0, _LAST, by=request.user, revision=issue.revision)
        except PlanRefused as why:
            raise StepRefused(str(why)) from why

    return _each(request, queryset, act, f"放进{issue}的未排")


def _each(
    request: HttpRequest, queryset: Iterable[Article], act: Callable[[Article], None], done: str
) -> None:
    taken = 0
    for article in queryset:
        try:
            act(article)
        except StepRefused as refusal:
            messages.error(request, f"“{article}”\N{FULLWIDTH COLON}{refusal}")
        except PermissionDenied:
            messages.error(request, f"“{article}”\N{FULLWIDTH COLON}您没有{done}的权限。")
        else:
            log_change(request, article, done)
            taken += 1
    if taken:
        messages.success(request, f"已{done}{taken}篇。")


def _ask(
    modeladmin: Any,
    request: HttpRequest,
    queryset: Any,
    action: str,
    title: str,
    asked: Mapping[str, Any],
) -> HttpResponse:
    context = {
        "opts": modeladmin.opts,
        "action": action,
        "rows": queryset[:_SHOWN],
        "total": queryset.count(),
        "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
        "select_across": request.POST.get("select_across", "0"),
        **asked,
    }
    return render_page(request, "admin/articles/article/bulk.html", title, context)
