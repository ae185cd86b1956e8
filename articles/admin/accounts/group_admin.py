"""Posts as groups: what one may do is decided by superusers alone."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group

from articles.admin.accounts.permissions import find_changes, offer_permissions, say_permission
from articles.admin.events import PlainEvents, say_actor
from articles.admin.lookups import OfferedLookups
from articles.models import SecurityEvent

admin.site.unregister(Group)


@admin.register(Group)
class NewsroomGroupAdmin(PlainEvents, OfferedLookups, GroupAdmin):
    """What a post may do is decided by superusers alone."""

    event_kind = SecurityEvent.Kind.POST
    told_as = "岗位"
    told_fields = ("permissions", "name")

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser

    def tell_changes(self, request, form):
        who, group = say_actor(request), form.instance
        given, taken = find_changes(form, "permissions")
        old = form.initial["name"]
        return [
            *([f"{who}把岗位“{old}”改名为“{group}”。"] if "name" in form.changed_data else []),
            *(f"{who}给岗位“{group}”加了权限“{say_permission(each)}”。" for each in given),
            *(f"{who}去掉了岗位“{group}”的权限“{say_permission(each)}”。" for each in taken),
        ]

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "permissions":
            kwargs = offer_permissions(kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)
