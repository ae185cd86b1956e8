import django_otp.plugins.otp_static.admin
import django_otp.plugins.otp_totp.admin  # noqa: F401
import taggit.admin  # noqa: F401  they register their own tables
from django.contrib import admin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from taggit.models import Tag

from articles.admin.accounts import absence, group_admin, own, table, user_admin

admin.site.unregister([StaticDevice, TOTPDevice, Tag])

__all__ = ["absence", "group_admin", "own", "table", "user_admin"]
