"""Signing in: the password, then the second factor where there is one, and only then the account.

Between the two the session knows who has given the password, and is nobody's.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_otp
from django.conf import settings
from django.contrib import admin, auth
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.models import Device

from articles.accounts import factors, sessions, throttle
from articles.accounts.origins import origin_of
from articles.admin.events import note_event
from articles.models import SecurityEvent, SignIn
from articles.posts import say_account

_PENDING = "password_given"
_PATIENCE = 10 * 60
Kind = SecurityEvent.Kind


class SignInView(LoginView):
    """Django's own, which ends with the account only where nothing more is asked."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        account, to = form.get_user(), self.get_success_url()
        if factors.find_device(account) is None and not factors.must_have(account):
            return complete(self.request, account, to)
        self.request.session[_PENDING] = {
            "account": account.pk,
            "hash": account.get_session_auth_hash(),
            "to": to,
            "at": int(timezone.now().timestamp()),
        }
        return _go_on(account)


def _go_on(account: User) -> HttpResponse:
    return redirect("admin:login_code" if factors.find_device(account) else "admin:login_enrol")


def complete(
    request: HttpRequest, account: User, to: str, device: Device | None = None
) -> HttpResponse:
    """Sign the account in, and lead it to where it wanted to go."""
    return _mark(sign_in(request, account, device), redirect(to))


def sign_in(request: HttpRequest, account: User, device: Device | None) -> User:
    """Make the session the account's, with an event and a row of its own."""
    SignIn.objects.filter(session_key=request.session.session_key or "").delete()
    request.session.pop(_PENDING, None)
    auth.login(request, account, backend="newsroom.backend.NewsroomBackend")
    if device:
        django_otp.login(request, device)
    origin = origin_of(request)
    sessions.begin(request.session, account, origin)
    throttle.forgive(account, origin.address)
    how = "用密码和两步验证" if device else "用密码"
    note_event(request, Kind.SIGN_IN, f"{say_account(account)}{how}登录了。", account)
    return account


def _mark(account: User, response: HttpResponse) -> HttpResponse:
    throttle.make_known(response, account)
    return response


def _find_pending(request: HttpRequest) -> tuple[User, str] | None:
    """Who gave the password in this session just now, and where they want to go."""
    found = request.session.get(_PENDING) or {}
    if not 0 <= timezone.now().timestamp() - found.get("at", 0) <= _PATIENCE:
        return None
    account = User.objects.filter(pk=found["account"], is_active=True, is_staff=True).first()
    if account and constant_time_compare(account.get_session_auth_hash(), found["hash"]):
        to = found["to"]
        here = url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure())
        return account, to if here else "admin:index"
    return None


@never_cache
@sensitive_post_parameters("code")
def ask_code(request: HttpRequest) -> HttpResponse:
    """The second step: six digits of the app, or a recovery code."""
    found = _find_pending(request)
    if found is None:
        return redirect("admin:login")
    account, to = found
    why = ""
    if request.method == "POST":
        try:
            device = factors.verify(account, request.POST.get("code", ""))
        except factors.FactorRefused as refusal:
            why = str(refusal)
            _note_failure(request, account)
        else:
            _tell_of_paper(request, account, device)
            return complete(request, account, to, device)
    context = _context(request, "两步验证") | {"why": why, "account": account}
    return render(request, "admin/sign_in/code.html", context, status=400 if why else 200)


def _note_failure(request: HttpRequest, account: User) -> None:
    """Note that somebody who knows the password has no code, once in ten minutes."""
    now = timezone.now()
    noted = SecurityEvent.objects.about(account).filter(
        kind=Kind.FACTOR,
        sentence__startswith="有人",
        happened_at__range=(now - timedelta(minutes=10), now),
    )
    if not noted.exists():
        sentence = f"有人填对了{say_account(account)}的密码，两步验证没有填对。"
        note_event(request, Kind.FACTOR, sentence, account)


def _tell_of_paper(request: HttpRequest, account: User, device: Device) -> None:
    if device.name == "恢复码":
        left = factors.count_codes(account)
        note_event(
            request, Kind.FACTOR, f"{say_account(account)}用掉一个恢复码，还剩{left}个。", account
        )


@never_cache
@sensitive_post_parameters("code")
def ask_enrol(request: HttpRequest) -> HttpResponse:
    """Set up the second factor that the account must have, before it is let in."""
    found = _find_pending(request)
    if found is None:
        return redirect("admin:login")
    account, to = found
    if factors.find_device(account):
        return redirect("admin:login_code")
    why = ""
    if request.method == "POST":
        try:
            codes = factors.enrol(account, request.POST.get("code", ""))
        except factors.FactorRefused as refusal:
            why = str(refusal)
        else:
            note_event(request, Kind.FACTOR, f"{say_account(account)}开了两步验证。", account)
            sign_in(request, account, factors.find_device(account))
            context = _context(request, "恢复码") | {"codes": codes, "to": to}
            return _mark(account, render(request, "admin/sign_in/codes.html", context))
    device = factors.prepare(account)
    context = _context(request, "开启两步验证") | {
        "why": why,
        "picture": factors.draw_code(device),
        "key": factors.say_key(device),
        "obliged": True,
    }
    return render(request, "admin/sign_in/enrol.html", context, status=400 if why else 200)


def _context(request: HttpRequest, title: str) -> dict[str, Any]:
    return admin.site.each_context(request) | {"title": title}


def answer_locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The same for a name that exists and one that does not; called by django-axes."""
    if getattr(request, "axes_failures_since_start", None) is not None:
        _note_lock(request, (credentials or {}).get("username", ""))
    wait = int(settings.AXES_COOLOFF_TIME.total_seconds())
    answer = render(
        request,
        "admin/sign_in/locked.html",
        _context(request, "请过一会儿再试") | {"minutes": wait // 60},
        status=429,
    )
    answer["Retry-After"] = str(wait)
    return answer


def _note_lock(request: HttpRequest, name: str) -> None:
    """Note it once an hour for each account, and for all names that don't exist together."""
    account = User.objects.filter(username=name).first()
    now = timezone.now()
    rows = SecurityEvent.objects.about(account) if account else SecurityEvent.objects.about(None)
    if rows.filter(kind=Kind.LOCKED, happened_at__range=(now - timedelta(hours=1), now)).exists():
        return
    who = f"用{say_account(account)}的名字" if account else "用没有的名字"
    note_event(request, Kind.LOCKED, f"有人{who}登录，连着填错密码，被拦下了。", account)
