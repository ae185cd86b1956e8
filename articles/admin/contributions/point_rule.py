from django.contrib import admin

from articles.models import PointRule


@admin.register(PointRule)
class PointRuleAdmin(admin.ModelAdmin):
    list_display = ["counts", "points", "valid_from"]
    list_filter = ["counts"]
    ordering = ["-valid_from", "counts"]
    fields = ["counts", "points", "valid_from"]
    show_facets = admin.ShowFacets.NEVER

    def has_delete_permission(self, request, obj=None):
        """A rule that ends is followed by another one: what was counted by it stays explained."""
        return False
