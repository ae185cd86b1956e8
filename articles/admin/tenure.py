from django.contrib import admin

from articles.admin.lookups import OfferedLookups
from articles.models import Tenure


@admin.register(Tenure)
class TenureAdmin(OfferedLookups, admin.ModelAdmin):
    list_display = ["person", "post", "since", "until", "ground"]
    search_fields = ["person", "post", "ground"]
    search_help_text = "姓名、职务或依据"
    show_facets = admin.ShowFacets.NEVER

    fields = ["person", "post", "since", "until", "ground"]
