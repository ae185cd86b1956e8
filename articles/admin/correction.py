from django.contrib import admin
from django.db.models import Q

from articles.admin.choices import Choice, ChoiceRefused
from articles.admin.headlines import show_headline
from articles.admin.lookups import OfferedLookups
from articles.models import Correction


class OwedFilter(Choice):
    title = "登出"
    parameter_name = "owed"

    def lookups(self, request, model_admin):
        return [("1", "下一期要登的")]

    def condition(self, request, chosen):
        if chosen != "1":
            raise ChoiceRefused("登出一项只能是“下一期要登的”。")
        return Q(pk__in=Correction.objects.owed())


@admin.register(Correction)
class CorrectionAdmin(OfferedLookups, admin.ModelAdmin):
    """Corrections are written and reviewed with a revision; only the issue is noted here in which
    they were printed."""

    list_display = ["text", "headline", "corrected_on", "issue"]
    list_filter = [OwedFilter]
    list_select_related = ["article"]
    search_fields = ["text", "article__headline"]
    fields = ["article", "text", "corrected_on", "created_by", "printed_in"]
    readonly_fields = ["article", "text", "corrected_on", "created_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).public()

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="稿件", ordering="article")
    def headline(self, correction):
        return show_headline(correction.article)

    @admin.display(description="已登在", ordering="printed_in")
    def issue(self, correction):
        return correction.printed_in or "下一期要登"
