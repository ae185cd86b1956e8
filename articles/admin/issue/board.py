"""排版台: an issue page by page. Articles are moved here, and the issue is sealed here."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles import planning, sealing
from articles.admin.pages import log_change, page, render_page
from articles.desk.board import SIZES, SUITS, collect_board
from articles.models import Article, Issue, Placement, Status
from articles.roles import CHANGE_ISSUE, SEAL_ISSUE
from articles.text.months import Month

#: A position behind everything that a page can hold.
_LAST = 32767
_BROKEN = "请刷新页面再试，什么也没有动。"


class MoveForm(forms.Form):
    """What a card sends. Page 0 takes it off the pages; without a kind it keeps its own."""

    article = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    page = forms.IntegerField(min_value=0, max_value=32767)
    position = forms.IntegerField(min_value=1, max_value=32767, required=False)
    kind = forms.ChoiceField(choices=Placement.Kind.choices, required=False)
    revision = forms.IntegerField(min_value=0)
    q = forms.CharField(required=False, max_length=200)  # what was looked for, to be shown again
    # Sent together, by the card's second form: the head in the newspaper.
    form = forms.ChoiceField(choices=[(SUITS, ""), *Placement.Form.choices], required=False)
    size = forms.TypedChoiceField(choices=SIZES, coerce=int, empty_value=None, required=False)


@page(Issue, "board", methods=["GET"], permission="view")
def show_board(request: HttpRequest, issue: Issue) -> HttpResponse:
    """The board, with the acts that the account may take."""
    title = f"排版台\N{FULLWIDTH COLON}{issue}"
    context = collect_board(issue, request.user, request.GET.get("q", ""))
    return render_page(request, "admin/articles/issue/board.html", title, context)


@page(Issue, "move", methods=["POST"], permission=CHANGE_ISSUE)
def move_article(request: HttpRequest, issue: Issue) -> HttpResponse:
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "版和位都要写数字，什么也没有动。")
        return _redirect_to_board(issue)
    asked = form.cleaned_data
    article = _find_article(request, asked["article"])
    seen = {"by": request.user, "revision": asked["revision"]}
    try:
        if article is None:
            raise planning.PlanRefused("这篇稿件没有公开，或者已经撤下，不能上版。")
        if asked["form"]:
            head = asked["form"].replace(SUITS, ""), asked["size"]
            planning.choose_head(issue, article, *head, **seen)
            done = f"《{article}》定了题样，下次做报纸时照排"
        else:
            place = asked["page"], asked["position"] or _LAST
            planning.move(issue, article, *place, kind=asked["kind"] or None, **seen)
            there = f"到第{asked['page']}版" if asked["page"] else "退回未排"
            done = f"《{article}》{there}"
            done += "，签发了才印得上" if article.status != Status.APPROVED else ""
    except planning.PlanRefused as refusal:
        messages.error(request, str(refusal))
        return _redirect_to_board(issue)
    log_change(request, issue, done)
    messages.success(request, f"{done}。")
    return _redirect_to_board(issue, f"a{article.pk}", asked["q"])


def _find_article(request, pk):
    """The article, if residents may see it or the account does."""
    seen = Article.objects.public() | Article.objects.visible_to(request.user)
    return seen.filter(pk=pk).first()


class PhotoSizeForm(forms.Form):
    """How wide a card's main photo shall be; empty: what suits."""

    article = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    photo_size = forms.ChoiceField(choices=Placement.PhotoSize.choices, required=False)
    revision = forms.IntegerField(min_value=0)


@page(Issue, "photo", methods=["POST"], permission=CHANGE_ISSUE)
def choose_photo_size(request: HttpRequest, issue: Issue) -> HttpResponse:
    form = PhotoSizeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _BROKEN)
        return _redirect_to_board(issue)
    asked = form.cleaned_data
    article = _find_article(request, asked["article"])
    size = asked["photo_size"]
    try:
        if article is None:
            raise planning.PlanRefused("这篇稿件没有公开，或者已经撤下，不能上版。")
        planning.choose_photo_size(
            issue, article, size, by=request.user, revision=asked["revision"]
        )
    except planning.PlanRefused as refusal:
        messages.error(request, str(refusal))
        return _redirect_to_board(issue)
    label = Placement.PhotoSize(size).label if size else "自动"
    log_change(request, issue, f"《{article}》图的大小：{label}")
    messages.success(request, f"《{article}》图的大小定为“{label}”，重画样张时照排。")
    return _redirect_to_board(issue, f"a{article.pk}")


@page(Issue, "plan", methods=["POST"], permission=CHANGE_ISSUE)
def plan_pages(request: HttpRequest, issue: Issue) -> HttpResponse:
    """Fill the free places by rule; with `afresh`, take all articles off the pages first."""

    def act(revision):
        if "afresh" in request.POST:
            planning.plan_afresh(issue, by=request.user, revision=revision)
            return "已全部重排", ""
        planning.plan(Month.of(issue.month), by=request.user)
        return "已按规则排版", "，编辑放好的稿件没有动"

    return _take_at_once(request, issue, act, asks="afresh" in request.POST)


@page(Issue, "repage", methods=["POST"], permission=CHANGE_ISSUE)
def repage(request: HttpRequest, issue: Issue) -> HttpResponse:
    """Make as many pages as was proposed."""

    def act(revision):
        pages = forms.IntegerField(max_value=32767).clean(request.POST.get("pages"))
        planning.repage(issue, pages, by=request.user, revision=revision)
        return f"已改排{pages}版", "，不合意可以退回"

    return _take_at_once(request, issue, act)


@page(Issue, "decline", methods=["POST"], permission=CHANGE_ISSUE)
def decline(request: HttpRequest, issue: Issue) -> HttpResponse:
    """Put a proposal of other pages, or a filler, aside; or have all of them shown again."""

    def act(revision):
        if "again" in request.POST:
            planning.ask_again(issue, by=request.user, revision=revision)
            return "收起的提议又列出来了", ""
        if "article" in request.POST:
            key = forms.IntegerField(max_value=2**63 - 1).clean(request.POST["article"])
            title = planning.decline_filler(issue, key, by=request.user, revision=revision)
            return f"这一期不补《{title}》", "，要看再点“再看”"
        pages = forms.IntegerField(max_value=32767).clean(request.POST.get("pages"))
        planning.decline_pages(issue, pages, by=request.user, revision=revision)
        return f"收起了改排{pages}版的提议", "，要看再点“再看”"

    return _take_at_once(request, issue, act)


@page(Issue, "fill", methods=["POST"], permission=CHANGE_ISSUE)
def fill_up(request: HttpRequest, issue: Issue) -> HttpResponse:
    """Put held pieces where there is room."""

    def act(revision):
        _, count = planning.fill_up(issue, by=request.user, revision=revision)
        return f"补了{count}篇待用稿", "，签发了才印得上，不合意可以退回"

    return _take_at_once(request, issue, act)


@page(Issue, "revert", methods=["POST"], permission=CHANGE_ISSUE)
def revert(request: HttpRequest, issue: Issue) -> HttpResponse:
    """Go back to the plan before the last act on many articles."""

    def act(revision):
        _, done = planning.revert(issue, by=request.user, revision=revision)
        return f"已{done}", ""

    return _take_at_once(request, issue, act)


def _take_at_once(request, issue, act, *, asks=True):
    """Take an act on many articles, on the board that the account sees, and tell what came of it.

    The act gets the board's revision where it `asks` for it, and returns what was done, in words,
    and what is to be said besides.
    """
    try:
        revision = forms.IntegerField().clean(request.POST.get("revision")) if asks else 0
        done, more = act(revision)
    except planning.PlanRefused as refusal:
        messages.error(request, str(refusal))
    except forms.ValidationError:
        messages.error(request, _BROKEN)
    else:
        log_change(request, issue, done.removeprefix("已"))
        messages.success(request, f"{done}{more}。")
    return _redirect_to_board(issue)


@page(Issue, "seal", methods=["POST"], permission=SEAL_ISSUE)
def seal_issue(request: HttpRequest, issue: Issue) -> HttpResponse:
    problems = [text for weight, text, _ in planning.warnings(issue) if weight == planning.MUST]
    try:
        sealing.seal(issue, by=request.user, problems=problems)
    except sealing.SealRefused as refusal:
        messages.error(request, str(refusal))
        return _redirect_to_board(issue)
    log_change(request, issue, "封存")
    messages.success(request, f"{issue}已封存。以后再改的稿件会注明“印后修改”。")
    return _redirect_to_board(issue)


def _redirect_to_board(issue, anchor="", words=""):
    address = reverse("admin:articles_issue_board", args=[issue.pk])
    address += f"?{urlencode({'q': words})}" if words else ""
    return redirect(f"{address}#{anchor}" if anchor else address)
