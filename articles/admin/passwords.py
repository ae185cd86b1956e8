"""A new password: by a link that goes to the account's mail address, or that is handed over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordResetConfirmView
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.cache import never_cache

from articles.accounts import letters, sessions
from articles.accounts.origins import address_of
from articles.admin.events import note_event
from articles.context_processors import site_of
from articles.models import EventSource, SecurityEvent
from articles.posts import say_account
from articles.text.characters import remove_controls

_KIND = SecurityEvent.Kind.PASSWORD
#: So many links an hour are asked for from one address, and sent to one account.
_ASKED, _SENT = 10, 3
_HOUR = timedelta(hours=1)


@never_cache
def ask_reset(request: HttpRequest) -> HttpResponse:
    """Send a link, if there is such an account; the answer and the work are the same if not."""
    if not settings.EMAIL_ENABLED:
        raise Http404
    context = admin.site.each_context(request) | {"title": "重设密码"}
    if request.method != "POST":
        return render(request, "admin/sign_in/reset.html", context)
    name = remove_controls(request.POST.get("name", "")).text.strip()[:254]
    if not name or _asks_too_often(request):
        context["why"] = (
            "这里一小时里要过太多次了，请过一会儿再来。" if name else "请填用户名或者邮箱。"
        )
        return render(request, "admin/sign_in/reset.html", context, status=429 if name else 400)
    active = User.objects.filter(is_active=True, is_staff=True).exclude(email="")
    account = active.filter(Q(username=name) | Q(email__iexact=name)).order_by("pk").first()
    _send_link(request, account)
    return render(request, "admin/sign_in/reset_sent.html", context)


def _asks_too_often(request: HttpRequest) -> bool:
    now = timezone.now()
    asked = EventSource.objects.filter(
        address=address_of(request), event__kind=_KIND, event__happened_at__range=(now - _HOUR, now)
    )
    return asked.count() >= _ASKED


def _send_link(request: HttpRequest, account: User | None) -> None:
    now = timezone.now()
    asked = SecurityEvent.objects.about(account).filter(
        kind=_KIND, sentence__contains="要重设密码的链接", happened_at__range=(now - _HOUR, now)
    )
    often = asked.count() >= _SENT
    who = say_account(account) if account else "有人用没有的名字"
    note_event(request, _KIND, f"{who}要重设密码的链接。", account)
    name = site_of(request).name
    link = letters.link_to_set_password(account or User(pk=0, password="!"))  # noqa: S106
    body = (
        f"有人（多半是您）要给“{name}编辑部”的账号重设密码。\n\n"
        f"请在一天之内打开下面的网址，填一个新密码。网址只能用一次。\n\n{link}\n\n"
        "要是您没有要过，不用理会这封信，密码还是原来的。\n"
    )
    if account and not often:
        letters.send(account.email, f"{name}编辑部\N{FULLWIDTH COLON}重设密码", body)


class SetPasswordView(PasswordResetConfirmView):
    """Where such a link leads; whoever was signed in as the account before is signed out."""

    template_name = "admin/sign_in/set_password.html"
    success_url = reverse_lazy("admin:password_is_set")
    title = "设密码"

    def form_valid(self, form: Any) -> HttpResponseBase:
        answer: HttpResponseBase = super().form_valid(form)
        sessions.end_all(self.user)
        sentence = f"{say_account(self.user)}用链接设了密码。"
        note_event(self.request, _KIND, sentence, self.user)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return admin.site.each_context(self.request) | super().get_context_data(**kwargs)


@never_cache
def tell_password_set(request: HttpRequest) -> HttpResponse:
    context = admin.site.each_context(request) | {"title": "密码设好了"}
    return render(request, "admin/sign_in/password_set.html", context)
