"""排版台: an issue page by page. Articles are moved here, and the issue is sealed here."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles import planning, sealing
from articles.admin.pages import log_change, page, render_page
from articles.models import Article, Correction, Issue, Placement
from articles.roles import CHANGE_ISSUE, SEAL_ISSUE
from articles.text.headline import LADDER
from articles.text.months import Month

#: A position behind everything that a page can hold.
_LAST = 32767
#: What a card sends for a head of the kind that suits it, and the sizes that one can choose.
_SUITS = "auto"
_SIZES = [("", "自动"), *((size, f"{size}点") for size in LADDER)]
#: How a warning is drawn (static/desk/css/parts/findings.css).
_SHAPES = {planning.MUST: "f-block", planning.CHECK: "f-warn", planning.NOTE: "f-info"}


class MoveForm(forms.Form):
    """What a card sends. Page 0 takes it off the pages; without a kind it keeps its own."""

    article = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    page = forms.IntegerField(min_value=0, max_value=32767)
    position = forms.IntegerField(min_value=1, max_value=32767, required=False)
    kind = forms.ChoiceField(choices=Placement.Kind.choices, required=False)
    revision = forms.IntegerField(min_value=0)
    # Sent together, by the card's second form: the head in the newspaper.
    form = forms.ChoiceField(choices=[(_SUITS, ""), *Placement.Form.choices], required=False)
    size = forms.TypedChoiceField(choices=_SIZES, coerce=int, empty_value=None, required=False)


@page(Issue, "board", methods=["GET"], permission="view")
def show_board(request: HttpRequest, issue: Issue) -> HttpResponse:
    """The board, with the acts that the account may take."""
    title = f"排版台\N{FULLWIDTH COLON}{issue}"
    context = collect_board(issue, request.user)
    return render_page(request, "admin/articles/issue/board.html", title, context)


@page(Issue, "move", methods=["POST"], permission=CHANGE_ISSUE)
def move_article(request: HttpRequest, issue: Issue) -> HttpResponse:
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "版和位都要写数字，什么也没有动。")
        return _redirect_to_board(issue)
    asked = form.cleaned_data
    article = Article.objects.public().filter(pk=asked["article"]).first()
    seen = {"by": request.user, "revision": asked["revision"]}
    try:
        if article is None:
            raise planning.PlanRefused("这篇稿件没有公开，或者已经撤下，不能上版。")
        if asked["form"]:
            head = asked["form"].replace(_SUITS, ""), asked["size"]
            planning.choose_head(issue, article, *head, **seen)
            done = f"《{article}》定了题样，下次做报纸时照排"
        else:
            place = asked["page"], asked["position"] or _LAST
            planning.move(issue, article, *place, kind=asked["kind"] or None, **seen)
            there = f"到第{asked['page']}版" if asked["page"] else "退回未排"
            done = f"《{article}》{there}"
    except planning.PlanRefused as refusal:
        messages.error(request, str(refusal))
        return _redirect_to_board(issue)
    log_change(request, issue, done)
    messages.success(request, f"{done}。")
    return _redirect_to_board(issue, f"a{article.pk}")


@page(Issue, "plan", methods=["POST"], permission=CHANGE_ISSUE)
def plan_pages(request: HttpRequest, issue: Issue) -> HttpResponse:
    """Fill the free places by rule; with `afresh`, take all articles off the pages first."""
    afresh = "afresh" in request.POST
    try:
        if afresh:
            revision = forms.IntegerField().clean(request.POST.get("revision"))
            planning.plan_afresh(issue, by=request.user, revision=revision)
        else:
            planning.plan(Month.of(issue.month), by=request.user)
    except planning.PlanRefused as refusal:
        messages.error(request, str(refusal))
        return _redirect_to_board(issue)
    except forms.ValidationError:
        messages.error(request, "请刷新页面再试。")
        return _redirect_to_board(issue)
    done = "全部重排" if afresh else "按规则排版"
    log_change(request, issue, done)
    messages.success(request, f"已{done}。" if afresh else f"已{done}，编辑放好的稿件没有动。")
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


def _redirect_to_board(issue, anchor=""):
    address = reverse("admin:articles_issue_board", args=[issue.pk])
    return redirect(f"{address}#{anchor}" if anchor else address)


def collect_board(issue: Issue, user) -> dict:
    """The board as plain values, in a number of queries that does not depend on its articles."""
    now = planning.board(issue)
    found = planning.warnings(issue, now)
    states = sealing.states(issue)
    ways_out = {f"pg{number}": way for number, way in planning.ways_out(now).items()}
    must = [text for weight, text, _ in found if weight == planning.MUST]
    job = issue.jobs.first()
    return {
        "issue": issue,
        "rule": planning.rule(),
        "sheets": [
            {"page": sheet.page, "cards": sheet.cards, "meter": _meter(sheet.fill)}
            for sheet in now.sheets
        ],
        "tray": now.tray,
        "placed": now.placed,
        "last_page": max((sheet.page.number for sheet in now.sheets), default=0),
        "kinds": Placement.Kind.choices,
        "forms": [(_SUITS, "自动"), *Placement.Form.choices],
        "sizes": _SIZES,
        "may_change": user.has_perm(CHANGE_ISSUE) and not issue.sealed_at,
        "may_seal": user.has_perm(SEAL_ISSUE) and not issue.sealed_at,
        "warnings": [
            {
                "weight": weight,
                "text": text,
                "anchor": anchor,
                "shape": _SHAPES[weight],
                "way_out": ways_out.get(anchor) if weight == planning.CHECK else None,
            }
            for weight, text, anchor in found
        ],
        "to_mend": sum(weight != planning.NOTE for weight, _, _ in found),
        "states": states,
        "blocked": [*must, *sealing.find_obstacles(states)],
        "job": job if job and job.is_under_way else None,
        "changed": sealing.changed_since(issue) if issue.sealed_at else [],
        "errata": Correction.objects.of_issue(issue).select_related("article"),
    }


def _meter(fill) -> dict:
    """How full a page is: the bar's shape and width, the sentence, and planned of possible."""
    against = f"{fill.planned:,}／{fill.room:,}字"
    if fill.overset:
        said = f"溢出约{fill.overset:,}字"
        return {"shape": "over", "width": 100, "said": said, "against": against}
    shape = "full" if fill.full else ""
    said = f"{fill.percent}%，已满" if fill.full else f"约缺{fill.gap:,}字"
    return {"shape": shape, "width": fill.percent, "said": said, "against": against}
