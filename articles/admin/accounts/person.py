"""The page of a person: what an administrator sees and does beside the form of the account."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import posts
from articles.accounts import factors, letters, sessions
from articles.admin.events import note_event, say_actor
from articles.admin.pages import log_change, page, render_page
from articles.desk.people import collect_person
from articles.desk.times import say_moment
from articles.models import SecurityEvent
from articles.posts import say_account
from articles.review import leaving
from articles.review.steps import StepRefused
from articles.roles import name_of

_KIND = SecurityEvent.Kind
#: So many articles are named in the event of a handing over.
_NAMED = 50


def collect_beside(request: HttpRequest, account: User) -> dict[str, Any]:
    """What stands beside the form; the acts are offered to who may take them."""
    own = account.pk == request.user.pk
    key = request.session.session_key if own else None
    return collect_person(account, session_key=key) | {
        "is_own": own,
        "may_touch": not own and posts.may_touch(request.user, account),
        "account": account,
        "last_seen": say_moment(account.last_login) if account.last_login else "",
    }


def _refuse_untouchable(request: HttpRequest, account: User) -> None:
    """Raise PermissionDenied where the account is one's own, or its keys another's to change."""
    if account.pk == request.user.pk or not posts.may_touch(request.user, account):
        raise PermissionDenied


def leave_open_work(account: User) -> str:
    """Put down what a stopped account has in hand, so that a colleague can take it, and revoke the
    links that it gave away.

    Returns what is to be told of that, and of the drafts that wait for a colleague; "" of nothing.
    """
    put_down, revoked = leaving.put_all_down(account), leaving.revoke_links(account)
    drafts = leaving.count_open_work(account).drafts
    told = f"手上在审的{put_down}篇已经放回，别的同事可以接手。" if put_down else ""
    if revoked:
        told += f"送出去的{revoked}个看稿链接已经收回，还要看的请同事另送。"
    if drafts:
        told += f"还有{drafts}篇草稿，请在这个人的页面上交给一位同事。"
    return f"{say_account(account)}{told}" if told else ""


def _back(account: User) -> HttpResponse:
    return redirect("admin:auth_user_change", account.pk)


@page(User, "reset_factor", methods=["POST"], permission="change")
def reset_factor(request: HttpRequest, account: User) -> HttpResponse:
    """Take the second factor away, for who lost the phone; the account sets up another."""
    _refuse_untouchable(request, account)
    if not factors.reset(account):
        messages.error(request, f"{say_account(account)}没有开两步验证，不用重设。")
        return _back(account)
    sessions.end_all(account)
    sentence = f"{say_actor(request)}去掉了{say_account(account)}的两步验证。"
    log_change(request, account, sentence)
    letters.tell_changed(account, "管理员去掉了您的两步验证，请重新设。")
    messages.success(request, f"{sentence}本人的登录都已退出，请本人登录后重新设。")
    return _back(account)


@page(User, "sign_out", methods=["POST"], permission="change")
def sign_out(request: HttpRequest, account: User) -> HttpResponse:
    """End one session of the account, or all of them."""
    which = request.POST.get("which", "")
    rows = account.sign_ins.all()  # type: ignore[attr-defined]
    if which.isdecimal() and len(which) < 18:
        rows = rows.filter(pk=int(which))
    rows = rows.exclude(session_key=request.session.session_key or "")
    ended = sessions.end(rows)
    if ended:
        sentence = f"{say_actor(request)}让{say_account(account)}的{ended}个登录退出了。"
        note_event(request, _KIND.SIGN_OUT, sentence, account)
    messages.success(request, f"{ended}个登录已经退出。" if ended else "没有登录着的，不用退。")
    return _back(account)


@page(User, "hand_over", methods=["POST"], permission="change")
def hand_over(request: HttpRequest, account: User) -> HttpResponse:
    """Pass the drafts of the account, and what it has in hand, to a colleague."""
    which = request.POST.get("to", "")
    key = int(which) if which.isascii() and which.isdecimal() and len(which) < 10 else 0
    to = User.objects.filter(pk=key).first()
    if to is None or account.pk == request.user.pk:
        messages.error(request, "请先选一位同事；自己的稿件不能这样交。什么也没有动。")
        return _back(account)
    try:
        work, ids = leaving.hand_over(account, to=to, by=cast(User, request.user))
    except StepRefused as why:
        messages.error(request, str(why))
        return _back(account)
    which = "、".join(map(str, ids[:_NAMED])) + ("等" if len(ids) > _NAMED else "")
    what = f"把{say_account(account)}手上的{work.words}交给了{say_account(to)}"
    log_change(request, account, f"{say_actor(request)}{what}（稿号{which}）。")
    messages.success(request, f"已{what}，{name_of(to)}收到了通知。印在稿件上的署名没有动。")
    return _back(account)


@page(User, "link", methods=["POST"], permission="change")
def make_link(request: HttpRequest, account: User) -> HttpResponse:
    """A link with which the account sets its password: by mail, or to be handed over."""
    _refuse_untouchable(request, account)
    if not (account.is_active and account.is_staff):
        messages.error(request, f"{say_account(account)}的账号停用了或不能登录后台，请先启用。")
        return _back(account)
    log_change(request, account, f"{say_actor(request)}给了{say_account(account)}设密码的链接。")
    if letters.send_links([account]):
        messages.success(request, f"设密码的链接发到{account.email}了，一天之内有效。")
        return _back(account)
    context = {"account": account, "link": letters.link_to_set_password(account)}
    return render_page(request, "admin/accounts/link.html", "设密码的链接", context)
