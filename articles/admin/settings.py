from django.contrib import admin
from django.shortcuts import redirect

from articles.admin.lookups import OfferedLookups
from articles.models import SiteSettings


@admin.register(SiteSettings)
class SiteSettingsAdmin(OfferedLookups, admin.ModelAdmin):
    """There is one row; the list redirects to it."""

    fieldsets = [
        ("报名", {"fields": ["name", "masthead", "tagline", "district", "sponsor", "description"]}),
        (
            "审校",
            {
                "fields": [
                    "first_review",
                    "second_review",
                    "final_review",
                    "one_person_may_review_twice",
                    "proofs_required",
                ]
            },
        ),
        ("期号", {"fields": ["first_month", "first_whole_number"]}),
        ("页脚", {"fields": ["services", "contact"]}),
        ("备案", {"fields": ["icp_number", "police_number", "licence", "site_code"]}),
        ("整版导入", {"fields": ["slogans"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:articles_sitesettings_change", SiteSettings.objects.current().pk)
