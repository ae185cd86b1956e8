"""What writers pick in the article form: reporters, units, campaigns, places."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from articles.admin.widgets import Picking


class PickedAdmin(Picking, admin.ModelAdmin):
    """Whoever writes articles may find these in a picker; the pages stay with the permission."""

    def has_view_permission(self, request, obj=None):
        picking = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return super().has_view_permission(request, obj) or (
            picking and request.user.has_perm("articles.add_article")
        )

    def has_merge_permission(self, request):
        return self.has_change_permission(request) and self.has_delete_permission(request)


def with_times(queryset, table, column):
    """Each row with `times`: how often it stands in `table`. A subquery keeps Meta's order."""
    rows = table.objects.filter(**{column: OuterRef("pk")}).order_by().values(column)
    return queryset.annotate(times=Coalesce(Subquery(rows.values(n=Count("pk"))), 0))
