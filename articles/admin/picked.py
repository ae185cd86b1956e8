"""What writers pick in the article form: reporters, units, campaigns, places."""

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import redirect

from articles import record, search
from articles.admin.widgets import Picking
from articles.text.pinyin import spelled


class PickedAdmin(Picking, admin.ModelAdmin):
    """Whoever writes articles may find these in a picker; the pages stay with the permission."""

    def has_view_permission(self, request, obj=None):
        picking = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return super().has_view_permission(request, obj) or (
            picking and request.user.has_perm("articles.add_article")
        )

    def get_search_results(self, request, queryset, search_term):
        """By pinyin and initials too, however they are spaced, where the rows have them."""
        if spelled(search_term) and hasattr(queryset, "called"):
            return queryset.called(search_term), False
        return super().get_search_results(request, queryset, search_term)

    #: Where articles print the name of this row; None where only its page does.
    printed_as = None

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except record.RenameRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)

    def save_model(self, request, obj, form, change):
        """A name that is printed in signed-off texts is changed on the record, or not at all."""
        renames = change and self.printed_as and "name" in form.changed_data
        before = record.digests(Q(**{self.printed_as: obj.pk})) if renames else {}
        super().save_model(request, obj, form, change)
        if before:
            said = f"{self.opts.verbose_name}“{form.initial['name']}”改名“{obj.name}”"
            record.renamed(before, by=request.user, said=said)
        if change and "name" in form.changed_data:
            search.follow(search.carrying([obj]))

    def delete_model(self, request, obj):
        self.delete_queryset(request, self.model.objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        named = search.carrying(queryset)
        super().delete_queryset(request, queryset)
        search.follow(named)

    def has_merge_permission(self, request):
        return self.has_change_permission(request) and self.has_delete_permission(request)


def with_times(queryset, table, column):
    """Each row with `times`: how often it stands in `table`. A subquery keeps Meta's order."""
    rows = table.objects.filter(**{column: OuterRef("pk")}).order_by().values(column)
    return queryset.annotate(times=Coalesce(Subquery(rows.values(n=Count("pk"))), 0))
