from functools import partial
from hashlib import sha256

from django import forms
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.shortcuts import redirect

from articles.admin.events import PlainEvents, say_actor
from articles.admin.lookups import OfferedLookups
from articles.models import SecurityEvent, SiteSettings
from articles.photos import ACCEPT, PhotoRefused, render_mark
from articles.roles import SIGN_OFF

#: How strictly texts are reviewed: changed by who signs them off.
_REVIEW = (
    "first_review", "second_review", "final_review", "one_person_may_review_twice",
    "proofs_required", "divides_work",
)  # fmt: skip


class SettingsForm(forms.ModelForm):
    class Meta:
        widgets = {"site_mark": forms.ClearableFileInput(attrs={"accept": ACCEPT})}

    def clean_site_mark(self):
        """Not the file that was sent, but the picture in it, called by what it shows."""
        sent = self.cleaned_data["site_mark"]
        if not isinstance(sent, UploadedFile):
            return sent
        try:
            mark = render_mark(sent, sent.size)
        except PhotoRefused as why:
            raise forms.ValidationError(str(why)) from why
        return ContentFile(mark, f"{sha256(mark).hexdigest()[:16]}.png")


@admin.register(SiteSettings)
class SiteSettingsAdmin(PlainEvents, OfferedLookups, admin.ModelAdmin):
    """There is one row; the list redirects to it."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        ("报名", {"fields": ["name", "masthead", "tagline", "district", "sponsor", "description"]}),
        ("审校", {"fields": _REVIEW, "description": "这一组由能签发稿件的人改。"}),
        ("报纸", {"fields": ["printing_permit", "first_month", "first_whole_number"]}),
        ("文末", {"fields": ["shows_proofreader"]}),
        ("页脚", {"fields": ["services", "contact"]}),
        (
            "备案",
            {
                "fields": [
                    "icp_number",
                    "police_number",
                    "licence",
                    "site_code",
                    "site_mark_url",
                    "site_mark",
                ]
            },
        ),
        ("适老化和无障碍", {"fields": ["about_elder", "about_access"]}),
        ("街道示意图", {"fields": ["district_map"]}),
        ("整版导入", {"fields": ["slogans"]}),
    ]

    form = SettingsForm
    event_kind = SecurityEvent.Kind.SETTINGS
    told_fields = _REVIEW

    def get_readonly_fields(self, request, obj=None):
        return () if request.user.has_perm(SIGN_OFF) else _REVIEW

    def tell_changes(self, request, form):
        return [
            f"{say_actor(request)}把“{field.label}”从“{_say_value(field, form.initial[name])}”"
            f"改为“{_say_value(field, form.cleaned_data[name])}”。"
            for name, field in form.fields.items()
            if name in _REVIEW and name in form.changed_data
        ]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        before = form.initial.get("site_mark")
        if before and "site_mark" in form.changed_data and before.name != obj.site_mark.name:
            transaction.on_commit(partial(before.storage.delete, before.name), robust=True)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:articles_sitesettings_change", SiteSettings.objects.current().pk)


def _say_value(field, value):
    """A setting as the form shows it."""
    if isinstance(value, bool):
        return "开" if value else "不开"
    return dict(getattr(field, "choices", ())).get(value, value) or "空"
