"""Acts on an article besides editing: steps, proofs, comments, taking it in hand."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from articles.admin.article import unsent
from articles.admin.article.hours import read_hour
from articles.admin.pages import log_change, page
from articles.context_processors import site_of
from articles.desk import chain
from articles.models import Article, Opening
from articles.review import colleagues, names, proofreading, rights, taking
from articles.review.dossier import Dossier
from articles.review.steps import STEPS, StepRefused, named
from articles.roles import name_of
from articles.text.keys import parse_key


def collect_rail(request: HttpRequest, article: Article) -> dict[str, Any]:
    """Collect the rail: the steps on offer and the record so far."""
    site = site_of(request)
    shown = {"site_settings": site, "state_label": site.status_label(article.status)}
    if article.pk is None:
        rules = rights.steps_for(article, request.user, site)
        offers = chain.make_offers(rules, Dossier(article, site), request.user)
        return shown | {"offers": offers, "lacks": proofreading.of_nothing().lacking}
    found = chain.collect_chain(article, request.user, site)
    return shown | {
        **found,
        "proposed": names.find_proposed(article),
        "unsigned": taking.is_unsigned(article),
        "lacks": found["reading"].lacking,
        "typed": unsent.take_typed(request, article),
    }


# Steps


@page(Article, "step", methods=["POST"], permission="view")
def press_step(request: HttpRequest, article: Article) -> HttpResponse:
    """Take the step whose button was pressed on a page that only shows the text."""
    revision = parse_key(request.POST.get("revision", ""))
    if revision is None:
        raise PermissionDenied
    return take_step(request, article, request.POST.get("_step", ""), revision)


def take_step(request: HttpRequest, article: Article, name: str, revision: int) -> HttpResponse:
    """Take the step and report it, or report why not; then redirect to the fitting page."""
    rule = STEPS.get(name)
    if rule is None:
        raise PermissionDenied
    try:
        if not request.POST.get("unsigned"):
            taking.ask_for_byline(rule, article)
        moved = taking.take(
            rule,
            article,
            by=request.user,
            revision=revision,
            opinion=request.POST.get("opinion", ""),
            passage=request.POST.get("passage", ""),
            publish_at=read_hour(request, named(rule, site_of(request))),
        )
    except (StepRefused, PermissionDenied) as refusal:
        if isinstance(refusal, PermissionDenied) and revision == article.revision:
            raise
        return _refuse(request, article, refusal, "here")
    label = named(rule, site_of(request)).label
    log_change(request, moved, label)
    messages.success(request, f"已{label}：{moved}")
    return _go_back(request, moved) if moved == article else _open(moved)


def _refuse(request, article, refusal, field):
    """Return to the page of the button, which shows the reason and what was typed."""
    moved = isinstance(refusal, PermissionDenied)
    said = "另一位同事刚刚处理了这篇稿件，没有办成。下面是现在的情况。" if moved else str(refusal)
    messages.error(request, said)
    unsent.keep_typed(request, article)
    return _go_back(request, article, field)


def _go_back(request, article, field="next"):
    """Return to the desk if the button was pressed there, else to the article."""
    there = request.POST.get(field, "")
    on_desk = there.startswith(reverse("admin:index"))
    if on_desk and url_has_allowed_host_and_scheme(there, allowed_hosts=None):
        return redirect(there)
    return _open(article)


def _open(article):
    return redirect("admin:articles_article_change", article.pk)


# What colleagues do besides


def act_and_return(
    request: HttpRequest, article: Article, act: Callable[[], object], done: str
) -> HttpResponse:
    """Do it and say so, or say why not; then back to where it was asked for."""
    try:
        act()
    except StepRefused as refusal:
        return _refuse(request, article, refusal, "next")
    messages.success(request, done)
    return _go_back(request, article)


@page(Article, "proof", methods=["POST"], permission="view")
def record_proof(request: HttpRequest, article: Article) -> HttpResponse:
    revision, note = parse_key(request.POST.get("revision", "")), request.POST.get("note", "")

    def act():
        colleagues.proof(article, by=request.user, revision=revision, note=note)

    return act_and_return(request, article, act, "记下了这一校。")


@page(Article, "comment", methods=["POST"], permission="view")
def comment_on(request: HttpRequest, article: Article) -> HttpResponse:
    text, passage = request.POST.get("text", ""), request.POST.get("passage", "")

    def act():
        _, unseeing = colleagues.comment(article, by=request.user, text=text, passage=passage)
        if unseeing:
            messages.warning(request, f"{'、'.join(unseeing)}看不到这篇稿件，没有通知。")

    return act_and_return(request, article, act, "批注存下了。")


@page(Article, "settle", methods=["POST"], permission="view")
def settle_comment(request: HttpRequest, article: Article) -> HttpResponse:
    key = parse_key(request.POST.get("comment", ""))
    comment = get_object_or_404(article.comments, pk=key)
    return act_and_return(
        request, article, lambda: colleagues.settle(comment, by=request.user), "批注已了结。"
    )


@page(Article, "hand", methods=["POST"], permission="view")
def take_in_hand(request: HttpRequest, article: Article) -> HttpResponse:
    """Take it in hand, or put it back."""
    if request.POST.get("put_down"):
        return act_and_return(
            request, article, lambda: colleagues.put_down(article, by=request.user), "已放回。"
        )
    return act_and_return(
        request, article, lambda: colleagues.take_in_hand(article, by=request.user), "已接手。"
    )


@page(Article, "assign", methods=["POST"], permission="view")
def assign(request: HttpRequest, article: Article) -> HttpResponse:
    """Put the article into the hands of one colleague by name."""
    to = get_object_or_404(User, pk=parse_key(request.POST.get("to", "")))
    return act_and_return(
        request,
        article,
        lambda: colleagues.assign(article, to=to, by=request.user),
        f"已交给{name_of(to)}。",
    )


@page(Article, "remind", methods=["POST"], permission="view")
def remind(request: HttpRequest, article: Article) -> HttpResponse:
    return act_and_return(
        request, article, lambda: colleagues.remind(article, by=request.user), "已经提醒。"
    )


# Who has it open


def others_at(article: Article, user) -> list[Opening]:
    """The colleagues who have the article open now."""
    here = Opening.objects.filter(article=article).fresh().exclude(user=user)
    return list(here.select_related("user").order_by("pk"))


@page(Article, "open", methods=["POST"], permission="view")
def tell_open(request: HttpRequest, article: Article) -> JsonResponse:
    """Note that this browser has the article open; answer who else has, and what changed."""
    now = timezone.now()
    if request.POST.get("closed"):
        Opening.objects.filter(article=article, user=request.user).delete()
        return JsonResponse({})
    Opening.objects.update_or_create(
        article=article,
        user=request.user,
        defaults={"seen_at": now, "typing": bool(request.POST.get("typing"))},
    )
    others = [
        {
            "name": name_of(row.user),
            "typing": row.typing,
            "seconds": int((now - row.seen_at).total_seconds()),
        }
        for row in others_at(article, request.user)
    ]
    status = site_of(request).status_label(article.status)
    return JsonResponse({"others": others, "revision": article.revision, "status": status})
