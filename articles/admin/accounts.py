"""Accounts and groups: Django's own pages, with permissions in an editor's words."""

import taggit.admin  # noqa: F401  registers its Tag, which is not ours
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Group, Permission, User
from django.db import models
from taggit.models import Tag

from articles.admin.lookups import OfferedLookups
from articles.models import known_date

admin.site.unregister([Group, Tag, User])

_ACTS = {"view": "查看", "add": "新建", "change": "修改", "delete": "删除"}


class PermissionField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, permission):
        act, _, model = permission.codename.partition("_")
        if model == permission.content_type.model and act in _ACTS:
            return f"{permission.content_type.name}：{_ACTS[act]}"
        return f"{permission.content_type.name}：{permission.name}"


def _permission_field(kwargs):
    """Offer only permissions that do something here, none on Django's own tables."""
    kwargs["form_class"] = PermissionField
    kwargs["queryset"] = (
        Permission.objects.filter(content_type__app_label__in=["articles", "auth"])
        .exclude(content_type__model__in=["permission", "campaigned", "placed"])
        .select_related("content_type")
        .order_by("content_type__app_label", "content_type__model", "codename")
    )
    return kwargs


@admin.register(Group)
class NewsroomGroupAdmin(OfferedLookups, GroupAdmin):
    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "permissions":
            kwargs = _permission_field(kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class PasswordForm(AdminPasswordChangeForm):
    """Without the choice to log in without a password, which this site does not have."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


@admin.register(User)
class NewsroomUserAdmin(OfferedLookups, UserAdmin):
    list_display = ["username", "person", "standing", "last_login"]
    # Django prints the given name first, so a Chinese name stands whole in `first_name`.
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("个人", {"fields": ["first_name", "email"]}),
        *UserAdmin.fieldsets[2:],
    ]
    formfield_overrides = {models.DateTimeField: {"validators": [known_date]}}
    add_form = UserCreationForm
    change_password_form = PasswordForm
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "password1", "password2"]})
    ]

    def has_change_permission(self, request, obj=None):
        """Only superusers change a superuser's account."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not above

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        if request.user.is_superuser:
            return fields
        return [*fields, "is_superuser", "user_permissions"]

    @admin.display(description="姓名")
    def person(self, user):
        return user.get_full_name() or "—"

    @admin.display(description="状况")
    def standing(self, user):
        if not user.is_active:
            return "停用"
        return "管理员" if user.is_superuser else "可登录" if user.is_staff else "不能登录后台"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "first_name":
            field.label = "姓名"
        return field

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "user_permissions":
            kwargs = _permission_field(kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)
