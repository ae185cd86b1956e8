from django.contrib import admin

from articles.admin.names.merge import merge_action
from articles.admin.names.picked import PickedAdmin, with_times
from articles.models import Byline, Reporter, Unit


@admin.register(Reporter)
class ReporterAdmin(PickedAdmin):
    prints_name = True

    list_display = ["name", "pinyin", "role", "unit", "times"]
    list_filter = ["role", "unit"]
    list_select_related = ["unit"]
    list_per_page = 50
    search_fields = ["name", "pinyin", "initials__startswith"]
    search_help_text = "姓名、拼音或拼音首字母，如“zar”"
    show_full_result_count = False
    actions = [merge_action]

    autocomplete_fields = ["unit", "user"]
    fields = ["name", "pinyin", "role", "unit", "introduction", "slug", "user"]

    def get_queryset(self, request):
        return with_times(super().get_queryset(request), Byline, "reporter")

    @admin.display(description="署名", ordering="times")
    def times(self, reporter):
        return f"{reporter.times}次"


@admin.register(Unit)
class UnitAdmin(PickedAdmin):
    prints_name = True

    list_display = ["name", "short_name"]
    search_fields = ["name", "short_name"]
