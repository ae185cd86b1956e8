from django.contrib import admin

from articles.admin.lookups import OfferedLookups
from articles.models import PointRule


@admin.register(PointRule)
class PointRuleAdmin(OfferedLookups, admin.ModelAdmin):
    list_display = ["counts", "points", "valid_from"]
    list_filter = ["counts"]
    ordering = ["-valid_from", "counts"]
    fields = ["counts", "points", "valid_from"]
    show_facets = admin.ShowFacets.NEVER

    def has_delete_permission(self, request, obj=None):
        """A rule is succeeded, not deleted: it explains the points that were counted by it."""
        return False
