"""成品: what an issue was made as, making it anew with progress and cancel, and downloads."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from articles import making, sealing
from articles.admin.files import as_file
from articles.admin.issue.board import asked_issue
from articles.models import Format, Job
from articles.roles import EXPORT_ISSUE

#: Seconds of silence after which the page says so; setting the largest newspaper takes fewer.
SILENCE = 600
_FOR = {
    Format.PDF: "A3，印刷和存档；数字报的版面图一起做成",
    Format.READING: "A4，打印出来看，大字",
    Format.EPUB: "手机、阅读器",
    Format.DOCX: "Word、WPS里再编",
    Format.WEB: "解开压缩包，从硬盘上看",
    Format.XLSX: "一稿一行，附当月用稿统计；编辑部自用",
    Format.JSONL: "换系统、长期存档，可以再导入",
    Format.ORIGINALS: "原尺寸图片，附说明表",
}


class FormatsForm(forms.Form):
    formats = forms.MultipleChoiceField(
        choices=Format.choices, error_messages={"required": "一种成品也没有选。"}
    )


class MakingViews:
    """For IssueAdmin: whoever views issues sees how far it is; making and taking is a right."""

    def get_urls(self):
        views = {
            "making": ("", self.making_view),
            "cancel": ("cancel/", self.cancel_view),
            "file": ("<str:name>/", self.file_view),
        }
        return [
            path(
                f"<int:pk>/making/{rest}",
                self.admin_site.admin_view(view),
                name=f"articles_issue_{name}",
            )
            for name, (rest, view) in views.items()
        ] + super().get_urls()

    def making_view(self, request, pk):
        """The files and the job; a POST begins one."""
        issue = asked_issue(request, pk)
        if request.method == "POST":
            return self._start(request, issue)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "POST"])
        request.current_app = self.admin_site.name
        context = self.admin_site.each_context(request) | shown(issue, request.user)
        context |= {"title": f"成品：{issue}"}
        response = TemplateResponse(request, "admin/articles/issue/making.html", context)
        response["Cache-Control"] = "private, no-store"
        return response

    def _start(self, request, issue):
        if not request.user.has_perm(EXPORT_ISSUE):
            raise PermissionDenied(EXPORT_ISSUE)
        form = FormatsForm(request.POST)
        try:
            if not form.is_valid():
                raise making.IssueRefused(form.errors["formats"][0])
            chosen = [Format(name) for name in form.cleaned_data["formats"]]
            making.start(issue, chosen, by=request.user)
        except making.REFUSALS as why:
            messages.error(request, str(why))
        return redirect("admin:articles_issue_making", issue.pk)

    def cancel_view(self, request, pk):
        issue = asked_issue(request, pk, EXPORT_ISSUE)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        for job in issue.jobs.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]):
            making.cancel(job)
        return redirect("admin:articles_issue_making", issue.pk)

    def file_view(self, request, pk, name):
        """A finished file, for whoever may make one, sealed or not."""
        issue = asked_issue(request, pk, EXPORT_ISSUE)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        row = issue.files.filter(name=name).first()
        if row is None:
            raise Http404
        try:
            response = FileResponse(row.file.open(), content_type="application/octet-stream")
        except FileNotFoundError as missing:
            raise Http404 from missing
        return as_file(response, row.name, attached=True)


def shown(issue, user) -> dict:
    """What the page shows, in as many queries whatever was made."""
    job = issue.jobs.select_related("by").first()
    under_way = job is not None and job.is_under_way
    quiet = under_way and (timezone.now() - job.alive_at).total_seconds() > SILENCE
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
