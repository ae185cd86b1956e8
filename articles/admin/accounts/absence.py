"""休假: until when somebody is away, said by themselves or by whoever keeps the accounts."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.admin.events import say_actor
from articles.admin.pages import SITE, log_change, page
from articles.posts import say_account
from articles.review import duties
from articles.review.steps import StepRefused
from articles.text.dates import BadDay, parse_day


@page(SITE, "account_absence", address="account/absence/", methods=["POST"], permission=None)
def note_own_absence(request: HttpRequest) -> HttpResponse:
    _note(request, User.objects.get(pk=request.user.pk), "自己")
    return redirect("admin:account")


@page(User, "absence", methods=["POST"], permission="change")
def note_absence(request: HttpRequest, account: User) -> HttpResponse:
    _note(request, account, say_account(account))
    return redirect("admin:auth_user_change", account.pk)


def _note(request: HttpRequest, account: User, whose: str) -> None:
    try:
        until = None if request.POST.get("back") else parse_day(request.POST.get("until", ""))
        done = duties.note_absence(account, until)
    except (BadDay, StepRefused) as why:
        messages.error(request, f"没有记下休假：{why}")
        return
    log_change(request, account, f"{say_actor(request)}记下{whose}{done}。")
    messages.success(request, f"记下了：{done}。")
