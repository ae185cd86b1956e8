from django.contrib import admin

from articles.admin.editors import NAMES_EDITORS, Edited
from articles.admin.names.picked import Namesakes, PickedAdmin, with_times
from articles.context_processors import site_of
from articles.models import Place, Placed


@admin.register(Place)
class PlaceAdmin(PickedAdmin, Edited):
    list_display = ["name", "kind", "within", "editor_names", "position", "times"]
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
        "editors",
        "pinyin",
        "slug",
    ]

    def get_queryset(self, request):
        return with_times(super().get_queryset(request), Placed, "place")

    def get_fields(self, request, obj=None):
        """Who may not name the editors reads who they are."""
        fields = super().get_fields(request, obj)
        if request.user.has_perm(NAMES_EDITORS):
            return fields
        return ["editor_names" if name == "editors" else name for name in fields]

    def get_readonly_fields(self, request, obj=None):
        """Where the work is divided, to which street a community belongs says who reviews."""
        if request.user.has_perm(NAMES_EDITORS):
            return []
        fixed = obj is not None and site_of(request).divides_work
        return ["editor_names", "within", "kind"] if fixed else ["editor_names"]

    @admin.display(description="稿件", ordering="times")
    def times(self, place):
        return f"{place.times}篇"
