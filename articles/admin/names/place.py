from django.contrib import admin

from articles.admin.names.picked import Namesakes, PickedAdmin, with_times
from articles.models import Place, Placed


@admin.register(Place)
class PlaceAdmin(PickedAdmin):
    list_display = ["name", "kind", "within", "position", "times"]
    list_filter = ["kind", Namesakes]
    list_select_related = ["within"]
    search_fields = ["name", "pinyin", "initials__startswith"]
    search_help_text = "名称、拼音或拼音首字母"

    autocomplete_fields = ["within", "lead"]
    fields = [
        "name",
        "former_names",
        "kind",
        "within",
        "introduction",
        "lead",
        "position",
        "pinyin",
        "slug",
    ]

    def get_queryset(self, request):
        return with_times(super().get_queryset(request), Placed, "place")

    @admin.display(description="稿件", ordering="times")
    def times(self, place):
        return f"{place.times}篇"
