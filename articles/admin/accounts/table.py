"""Accounts from a table: looked at first, made by a second button."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest, HttpResponse

from articles.accounts import letters
from articles.admin.events import note_event, say_actor
from articles.admin.pages import page, render_page
from articles.admin.tables import TableForm
from articles.imports.acts import ImportRefused
from articles.imports.people import judge_people, read_people, save_people
from articles.models import SecurityEvent
from articles.posts import say_account

_SALT = "people-table"
#: So long what was looked at can be made.
_FRESH = 60 * 60


@page(User, "table", address="table/", methods=["GET", "POST"], permission="auth.add_user")
def show_table(request: HttpRequest) -> HttpResponse:
    """Say what a table would do; with `rows`, which the page itself kept, do it."""
    if request.method == "POST" and "rows" in request.POST:
        return _make(request)
    sent = request.method == "POST"
    form = TableForm(request.POST, request.FILES) if sent else TableForm()
    context: dict[str, Any] = {"form": form}
    if sent and form.is_valid():
        try:
            rows, notes = read_people(form.cleaned_data["file"].read())
        except ImportRefused as why:
            form.add_error("file", str(why))
        else:
            report = judge_people(rows)
            report.notes += notes
            kept = signing.dumps(rows, salt=_SALT, compress=True)
            context |= {"report": report, "rows": kept}
    return _render(request, context, 400 if form.errors else 200)


def _make(request: HttpRequest) -> HttpResponse:
    try:
        rows = signing.loads(request.POST["rows"], salt=_SALT, max_age=_FRESH)
    except signing.BadSignature:
        form = TableForm({}, {})
        form.add_error(None, "刚才看的那份过了一小时，没有建。请再选一次表格。")
        return _render(request, {"form": form}, 400)
    report = judge_people([(number, cells) for number, cells in rows])
    made = save_people(report)
    for account in made:
        sentence = f"{say_actor(request)}从表格新建了账号{say_account(account)}。"
        note_event(request, SecurityEvent.Kind.ACCOUNT, sentence, account)
    reached = {account.pk for account in letters.send_links(made)}
    context = {
        "form": TableForm(),
        "report": report,
        "made": made,
        "reached": len(reached),
        "unreached": [account for account in made if account.pk not in reached],
    }
    return _render(request, context, 200)


def _render(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    return render_page(
        request, "admin/accounts/table.html", "从表格导入人员", context, status=status
    )
