"""我的账号: one's own second factor, and where one is signed in."""

from __future__ import annotations

import django_otp
from django.contrib import auth, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_post_parameters

from articles.accounts import factors, letters, sessions
from articles.admin.events import note_event
from articles.admin.pages import SITE, page, render_page
from articles.desk.people import collect_security
from articles.models import SecurityEvent, SignIn
from articles.posts import say_account

_KIND = SecurityEvent.Kind


@page(SITE, "account", methods=["GET"], permission=None)
def show_account(request: HttpRequest) -> HttpResponse:
    context = collect_security(request.user, session_key=request.session.session_key)
    return render_page(request, "admin/accounts/own.html", "我的账号", context)


def _knows_password(request: HttpRequest) -> bool:
    """Whether the password is right that an act asks for; wrong ones count like failed logins."""
    account = request.user
    name, password = account.get_username(), request.POST.get("password", "")
    found = auth.authenticate(request, username=name, password=password)
    if found is None or found.pk != account.pk:
        messages.error(request, "现在的密码不对，没有改动。请再填一次。")
        return False
    return True


@page(SITE, "account_factor", address="account/factor/", methods=["GET"], permission=None)
def show_factor(request: HttpRequest) -> HttpResponse:
    return _render_factor(request)


@page(SITE, "account_factor", address="account/factor/", methods=["POST"], permission=None)
@sensitive_post_parameters("code", "password")
def set_factor(request: HttpRequest) -> HttpResponse:
    """Take an app into use, in place of the one before, and end all other sessions."""
    if not _knows_password(request):
        return _render_factor(request, status=400)
    account = User.objects.get(pk=request.user.pk)
    before = factors.find_device(account)
    try:
        codes = factors.enrol(account, request.POST.get("code", ""))
    except factors.FactorRefused as why:
        return _render_factor(request, why=str(why), status=400)
    django_otp.login(request, factors.find_device(account))
    sessions.end_all(account, but=request.session.session_key)
    done = "把两步验证换到了另一部手机" if before else "开了两步验证"
    note_event(request, _KIND.FACTOR, f"{say_account(account)}{done}。", account)
    letters.tell_changed(account, f"您的账号{done}。")
    return _render_codes(request, codes)


def _render_factor(request: HttpRequest, *, why: str = "", status: int = 200) -> HttpResponse:
    account = User.objects.get(pk=request.user.pk)
    device = factors.prepare(account)
    context = {
        "why": why,
        "picture": factors.draw_code(device),
        "key": factors.say_key(device),
        "has_factor": factors.find_device(account) is not None,
    }
    return render_page(
        request, "admin/accounts/factor.html", "设置两步验证", context, status=status
    )


def _render_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render_page(request, "admin/accounts/codes.html", "恢复码", {"codes": codes})


@page(SITE, "account_codes", address="account/codes/", methods=["POST"], permission=None)
@sensitive_post_parameters("password")
def renew_codes(request: HttpRequest) -> HttpResponse:
    account = User.objects.get(pk=request.user.pk)
    if not _knows_password(request):
        return redirect("admin:account")
    if factors.find_device(account) is None:
        messages.error(request, "还没有开两步验证，用不着恢复码。请先开两步验证。")
        return redirect("admin:account")
    codes = factors.make_codes(account)
    note_event(request, _KIND.FACTOR, f"{say_account(account)}重出了恢复码。", account)
    return _render_codes(request, codes)


@page(SITE, "account_factor_off", address="account/factor/off/", methods=["POST"], permission=None)
@sensitive_post_parameters("password")
def switch_factor_off(request: HttpRequest) -> HttpResponse:
    account = User.objects.get(pk=request.user.pk)
    if factors.must_have(account):
        messages.error(request, "您的岗位必须用两步验证，不能关。换手机请点“换手机”。")
    elif _knows_password(request) and factors.reset(account):
        note_event(request, _KIND.FACTOR, f"{say_account(account)}关了两步验证。", account)
        letters.tell_changed(account, "您的账号关了两步验证。")
        messages.success(request, "两步验证关了。以后登录只要密码。")
    return redirect("admin:account")


@page(SITE, "account_sign_out", address="account/sign-out/", methods=["POST"], permission=None)
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End one other session, or all of them; the one that asks stays."""
    own, account = request.session.session_key, User.objects.get(pk=request.user.pk)
    which = request.POST.get("which", "")
    if which.isdecimal() and len(which) < 18:
        row = get_object_or_404(SignIn, pk=int(which), account=account)
        ended = sessions.end([row]) if row.session_key != own else 0
    else:
        ended = sessions.end_all(account, but=own)
    if ended:
        sentence = f"{say_account(account)}让别处的{ended}个登录退出了。"
        note_event(request, _KIND.SIGN_OUT, sentence, account)
    messages.success(
        request, f"别处的{ended}个登录已经退出。" if ended else "别处没有登录着的，不用退。"
    )
    return redirect("admin:account")
