"""成品: the files of an issue: what exists, a job that makes them, its cancelling, downloads."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from articles import making, sealing
from articles.admin.files import as_file
from articles.admin.pages import page, render_page
from articles.models import Format, Issue, Job
from articles.roles import EXPORT_ISSUE

_FOR = {
    Format.PDF: "A3，印刷和存档；数字报的版面图一起做成",
    Format.READING: "A4，打印出来看，大字",
    Format.EPUB: "手机、阅读器",
    Format.DOCX: "Word、WPS里再编",
    Format.WEB: "解开压缩包，从硬盘上看",
    Format.XLSX: "一稿一行，附当月用稿统计；编辑部自用",
    Format.JSONL: "换系统、长期存档，可以再导入",
    Format.ARCHIVE: "连同图片，可以再导入；原片可能记着地点，编辑部自用",
    Format.ORIGINALS: "一稿一个文本、原尺寸图片、说明表和校验码",
}


class FormatsForm(forms.Form):
    formats = forms.MultipleChoiceField(
        choices=Format.choices, error_messages={"required": "一种成品也没有选。"}
    )


@page(Issue, "making", methods=["GET"], permission="view")
def show_files(request: HttpRequest, issue: Issue) -> HttpResponseBase:
    """The files that exist, and the progress of the job that makes them."""
    title = f"成品：{issue}"
    context = collect_files(issue, request.user)
    response = render_page(request, "admin/articles/issue/making.html", title, context)
    response["Cache-Control"] = "private, no-store"
    return response


@page(Issue, "making", methods=["POST"], permission=EXPORT_ISSUE)
def start_making(request: HttpRequest, issue: Issue) -> HttpResponseBase:
    form = FormatsForm(request.POST)
    try:
        if not form.is_valid():
            raise making.IssueRefused(form.errors["formats"][0])
        chosen = [Format(name) for name in form.cleaned_data["formats"]]
        making.start(issue, chosen, by=request.user)
    except making.REFUSALS as why:
        messages.error(request, str(why))
    return _redirect_back(request, issue)


@page(
    Issue,
    "cancel",
    address="<path:object_id>/making/cancel/",
    methods=["POST"],
    permission=EXPORT_ISSUE,
)
def cancel_making(request: HttpRequest, issue: Issue) -> HttpResponseBase:
    for job in issue.jobs.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]):
        making.cancel(job)
    return _redirect_back(request, issue)


def _redirect_back(request, issue):
    """To the page on which one has pressed: that of the files, or the board."""
    page = "board" if request.POST.get("from") == "board" else "making"
    return redirect(f"admin:articles_issue_{page}", issue.pk)


@page(
    Issue,
    "file",
    address="<path:object_id>/making/<str:name>/",
    methods=["GET"],
    permission=EXPORT_ISSUE,
)
def download_file(request: HttpRequest, issue: Issue, name: str) -> HttpResponseBase:
    """A finished file, whether the issue is sealed or not."""
    row = issue.files.filter(name=name).first()
    if row is None:
        raise Http404
    try:
        response = FileResponse(row.file.open(), content_type="application/octet-stream")
    except FileNotFoundError as missing:
        raise Http404 from missing
    return as_file(response, row.name, attached=True)


def collect_files(issue: Issue, user) -> dict:
    """The page as plain values, in a number of queries that does not depend on the files."""
    job = issue.jobs.select_related("by").first()
    under_way = job is not None and job.is_under_way
    quiet = under_way and job.is_silent
    may = user.has_perm(EXPORT_ISSUE)
    return {
        "issue": issue,
        "job": job,
        "under_way": under_way,
        "quiet": quiet,
        "rows": [{"state": state, "use": _FOR[state.format]} for state in sealing.states(issue)],
        "may_make": may and not issue.sealed_at and (not under_way or quiet),
        "may_take": may,
    }
