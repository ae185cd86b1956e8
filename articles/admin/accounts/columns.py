"""The list of people: what each account is, for whom it writes, and how it is entered with."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.accounts import factors
from articles.models import PostRequest
from articles.roles import ROLES, SUPERUSER


class PeopleColumns:
    """The columns of a ModelAdmin of accounts, in a fixed number of queries."""

    list_display = ["person", "username", "posts", "unit", "standing", "factor", "last_login"]
    list_display_links = ["person", "username"]
    list_filter = ["is_active", "groups"]
    search_fields = ["username", "first_name", "email", "reporter__name", "reporter__unit__name"]
    search_help_text = "姓名、用户名、邮箱或单位"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        rows: QuerySet[User] = super().get_queryset(request)  # type: ignore[misc]
        waiting = PostRequest.objects.filter(decided_at=None).select_related("group", "permission")
        confirmed = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return (
            rows.select_related("reporter__unit")
            .prefetch_related("groups__permissions__content_type")
            .prefetch_related("user_permissions__content_type")
            .prefetch_related(Prefetch("post_requests", waiting, to_attr="waiting_posts"))
            .annotate(has_factor=Exists(confirmed))
        )

    @admin.display(description="姓名", ordering="first_name")
    def person(self, user: User) -> str:
        return user.get_full_name() or user.get_username()

    @admin.display(description="岗位")
    def posts(self, user: User) -> str:
        held = {group.name for group in user.groups.all()}
        names = [name for name in ROLES if name in held] + sorted(held - set(ROLES))
        return "、".join([*names, SUPERUSER] if user.is_superuser else names) or "没有岗位"

    @admin.display(description="单位", ordering="reporter__unit__name")
    def unit(self, user: User) -> str:
        reporter: Any = getattr(user, "reporter", None)
        return str(reporter.unit) if reporter and reporter.unit else "—"

    @admin.display(description="状态")
    def standing(self, user: User) -> str:
        if not user.is_active:
            return "停用"
        if waiting := getattr(user, "waiting_posts", ()):
            return f"等确认\N{FULLWIDTH COLON}{waiting[0].what}"
        if not user.is_staff:
            return "不能登录后台"
        return "在用" if user.last_login else "还没来过"

    @admin.display(description="两步验证")
    def factor(self, user: User) -> str:
        if getattr(user, "has_factor", False):
            return "开"
        if not user.is_active:
            return "—"
        return "没开，必须开" if factors.must_have(_with_rights(user)) else "没开"


def _with_rights(user: User) -> User:
    """The account with its rights at hand, out of what the list has fetched already."""
    if not hasattr(user, "_perm_cache") and not user.is_superuser:
        rows = [each for group in user.groups.all() for each in group.permissions.all()]
        rows += user.user_permissions.all()
        user._perm_cache = {f"{row.content_type.app_label}.{row.codename}" for row in rows}  # type: ignore[attr-defined]
    return user
