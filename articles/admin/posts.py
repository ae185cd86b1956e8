"""The page on which who holds a post that signs confirms that somebody else gets it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from articles import posts
from articles.admin.events import say_actor
from articles.admin.pages import SITE, log_change, page, render_page
from articles.desk.posts import collect_posts, may_look
from articles.models import PostRequest
from articles.posts import say_account


@page(SITE, "posts", methods=["GET"], permission=None)
def list_posts(request: HttpRequest) -> HttpResponse:
    if not may_look(request.user):
        raise PermissionDenied
    return render_page(
        request, "admin/accounts/posts.html", "确认岗位", collect_posts(request.user)
    )


@page(SITE, "posts_decide", address="posts/<int:number>/", methods=["POST"], permission=None)
def decide_post(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm or decline, by the button that was pressed; only "1" confirms."""
    if not may_look(request.user):
        raise PermissionDenied
    row = get_object_or_404(PostRequest, pk=number)
    answer = request.POST.get("agreed")
    if answer not in ("0", "1"):
        messages.error(request, "没有看到您点的是“确认”还是“不同意”，请再点一次。")
        return redirect("admin:posts")
    agreed = answer == "1"
    try:
        row = posts.decide(row, by=request.user, agreed=agreed)
    except posts.PostRefused as why:
        messages.error(request, str(why))
        return redirect("admin:posts")
    name, who = say_account(row.account), say_actor(request)
    if agreed:
        log_change(request, row.account, f"{who}确认了{name}担任“{row.what}”。")
        messages.success(request, f"{name}从现在起担任“{row.what}”。请本人登录后先改一次密码。")
    else:
        log_change(request, row.account, f"{who}不同意{name}担任“{row.what}”。")
        messages.success(request, f"已记下\N{FULLWIDTH COLON}不同意{name}担任“{row.what}”。")
    return redirect("admin:posts")
