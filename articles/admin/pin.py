from django.contrib import admin

from articles.admin.headlines import show_headline
from articles.admin.lookups import OfferedLookups
from articles.admin.widgets import NamedCells, Picking
from articles.models import Pin


@admin.register(Pin)
class PinAdmin(NamedCells, OfferedLookups, Picking, admin.ModelAdmin):
    list_display = ["headline", "slot", "position", "until"]
    list_editable = ["position"]
    list_filter = ["slot"]
    list_select_related = ["article"]

    autocomplete_fields = ["article"]
    fields = ["article", "slot", "position", "until"]

    @admin.display(description="稿件", ordering="article")
    def headline(self, pin):
        return show_headline(pin.article)
