"""排版台: an issue page by page; articles move by drag or by number, and it is sealed here."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles import planning, sealing
from articles.models import Article, Issue, Placement
from articles.roles import CHANGE_ISSUE, SEAL_ISSUE, VIEW_ISSUE

#: How a warning is drawn (static/desk/css/parts/findings.css).
_SHAPES = {planning.MUST: "f-block", planning.CHECK: "f-warn", planning.NOTE: "f-info"}


class MoveForm(forms.Form):
    """What a card sends. Page 0 is none; without a kind it keeps its own."""

    article = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    page = forms.IntegerField(min_value=0, max_value=32767)
    position = forms.IntegerField(min_value=1, max_value=32767, required=False)
    kind = forms.ChoiceField(choices=Placement.Kind.choices, required=False)
    revision = forms.IntegerField(min_value=0)


class BoardViews:
    """For IssueAdmin. Whoever may view issues sees the board; what one may not do is refused."""

    def get_urls(self):
        views = {
            "board": self.board_view,
            "move": self.move_view,
            "plan": self.plan_view,
            "seal": self.seal_view,
        }
        return [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(view),
                name=f"articles_issue_{name}",
            )
            for name, view in views.items()
        ] + super().get_urls()

    def board_view(self, request, pk):
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        issue = asked_issue(request, pk)
        request.current_app = self.admin_site.name
        context = self.admin_site.each_context(request) | shown(issue, request.user)
        context |= {"title": f"排版台\N{FULLWIDTH COLON}{issue}"}
        return TemplateResponse(request, "admin/articles/issue/board.html", context)

    def move_view(self, request, pk):
        issue = asked_issue(request, pk, CHANGE_ISSUE)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = MoveForm(request.POST)
        if not form.is_valid():
            messages.error(request, "版和位都要写数字，什么也没有动。")
            return _board(issue)
        asked = form.cleaned_data
        article = Article.objects.public().filter(pk=asked["article"]).first()
        try:
            if article is None:
                raise planning.PlanRefused("这篇稿件没有公开，或者已经撤下，不能上版。")
            planning.move(
                issue,
                article,
                asked["page"],
                asked["position"] or _LAST,
                by=request.user,
                revision=asked["revision"],
                kind=asked["kind"] or None,
            )
        except planning.PlanRefused as refusal:
            messages.error(request, str(refusal))
            return _board(issue)
        there = f"到第{asked['page']}版" if asked["page"] else "退回未排"
        said = f"《{article}》{there}"
        self.log_change(request, issue, said)
        messages.success(request, f"{said}。")
        return _board(issue, f"a{article.pk}")

    def plan_view(self, request, pk):
        """Fill by rule what is free; `afresh`: take everything off first."""
        issue = asked_issue(request, pk, CHANGE_ISSUE)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        afresh = "afresh" in request.POST
        try:
            if afresh:
                revision = forms.IntegerField().clean(request.POST.get("revision"))
                planning.plan_afresh(issue, by=request.user, revision=revision)
            else:
                planning.plan(issue.month, by=request.user)
        except (planning.PlanRefused, forms.ValidationError) as refusal:
            said = refusal if isinstance(refusal, planning.PlanRefused) else "请刷新页面再试。"
            messages.error(request, str(said))
            return _board(issue)
        done = "全部重排" if afresh else "按规则排版"
        self.log_change(request, issue, done)
        messages.success(
            request, f"已{done}，编辑放好的稿件没有动。" if not afresh else f"已{done}。"
        )
        return _board(issue)

    def seal_view(self, request, pk):
        issue = asked_issue(request, pk, SEAL_ISSUE)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        problems = [text for weight, text, _ in planning.warnings(issue) if weight == planning.MUST]
        try:
            sealing.seal(issue, by=request.user, problems=problems)
        except sealing.SealRefused as refusal:
            messages.error(request, str(refusal))
            return _board(issue)
        self.log_change(request, issue, "封存")
        messages.success(request, f"{issue}已封存。以后再改的稿件会注明“印后修改”。")
        return _board(issue)


_LAST = 32767


def asked_issue(request, pk, permission=VIEW_ISSUE) -> Issue:
    """The issue for who may do that; to those who may not even look it does not exist."""
    issue = Issue.objects.filter(pk=pk).first() if request.user.has_perm(VIEW_ISSUE) else None
    if issue is None:
        raise Http404
    if not request.user.has_perm(permission):
        raise PermissionDenied(permission)
    return issue


def _board(issue, anchor=""):
    address = reverse("admin:articles_issue_board", args=[issue.pk])
    return redirect(f"{address}#{anchor}" if anchor else address)


def shown(issue, user) -> dict:
    """What the board shows, as plain values for its template; as many queries whatever it holds."""
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
        "blocked": [*must, *sealing.lacking(states)],
        "job": job if job and job.is_under_way else None,
        "changed": sealing.changed_since(issue) if issue.sealed_at else [],
    }


def _meter(fill) -> dict:
    """How full a page is: shape and width of the bar, in words, and what against what."""
    against = f"{fill.planned:,}／{fill.room:,}字"
    if fill.overset:
        said = f"溢出约{fill.overset:,}字"
        return {"shape": "over", "width": 100, "said": said, "against": against}
    shape = "full" if fill.full else ""
    said = f"{fill.percent}%，已满" if fill.full else f"约缺{fill.gap:,}字"
    return {"shape": shape, "width": fill.percent, "said": said, "against": against}
