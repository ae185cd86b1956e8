"""Permissions in an editor's words."""

from django import forms
from django.contrib.auth.models import Permission

_ACTS = {"view": "查看", "add": "新建", "change": "修改", "delete": "删除"}


def say_permission(permission: Permission) -> str:
    """A permission in an editor's words."""
    act, _, model = permission.codename.partition("_")
    if model == permission.content_type.model and act in _ACTS:
        return f"{permission.content_type.name}：{_ACTS[act]}"
    return f"{permission.content_type.name}：{permission.name}"


class PermissionField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, permission):
        return say_permission(permission)


def find_changes(form, name):
    """The rows that a form has added to a field of several, and those that it has taken away."""
    before, after = form.initial.get(name, []), form.cleaned_data.get(name, [])
    return (
        [row for row in after if row not in before],
        [row for row in before if row not in after],
    )


def offer_permissions(kwargs):
    """Offer only permissions that do something here, none on Django's own tables."""
    kwargs["form_class"] = PermissionField
    kwargs["queryset"] = (
        Permission.objects.filter(content_type__app_label__in=["articles", "auth"])
        .exclude(content_type__model__in=["permission", "campaigned", "placed"])
        .select_related("content_type")
        .order_by("content_type__app_label", "content_type__model", "codename")
    )
    return kwargs
