from django.contrib import admin

from articles.admin.lookups import OfferedLookups
from articles.models import ReprintSource


@admin.register(ReprintSource)
class ReprintSourceAdmin(OfferedLookups, admin.ModelAdmin):
    list_display = ["name", "ground", "active"]
    list_filter = ["active"]
    search_fields = ["name", "ground"]
    search_help_text = "名称或依据"
    show_facets = admin.ShowFacets.NEVER

    fields = ["name", "ground", "active"]
