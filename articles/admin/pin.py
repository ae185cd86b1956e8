from django.contrib import admin

from articles.admin.lookups import OfferedLookups
from articles.admin.widgets import Picking
from articles.models import Pin


@admin.register(Pin)
class PinAdmin(OfferedLookups, Picking, admin.ModelAdmin):
    list_display = ["article", "slot", "position", "until"]
    list_editable = ["position"]
    list_filter = ["slot"]
    list_select_related = ["article"]

    autocomplete_fields = ["article"]
    fields = ["article", "slot", "position", "until"]
