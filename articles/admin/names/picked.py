"""The admin of what writers pick in the article form: reporters, units, campaigns, places."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles import search
from articles.admin.widgets import Picking
from articles.models import Article, Status
from articles.review import record
from articles.roles import SIGN_OFF
from articles.text.pinyin import extract_letters


class NameForm(forms.ModelForm):
    """Refuses a new name that stands in signed-off texts, where `record.renamed` would, too."""

    model_admin = by = None

    def clean_name(self):
        signed = self._printed_in() if self.instance.pk and "name" in self.changed_data else 0
        if signed and not self.by.has_perm(SIGN_OFF):
            raise ValidationError(f"{signed}篇已签发的稿件上印着这个名字，须由有签发权的同事来改。")
        return self.cleaned_data["name"]

    def _printed_in(self):
        if not self.model_admin.prints_name:
            return 0
        return self.model_admin.signed_off([self.instance.pk]).count()


class PickedAdmin(Picking, admin.ModelAdmin):
    """Every writer finds these rows in a picker; their own pages need the model's permissions."""

    form = NameForm
    #: Whether articles print its name; if not, a change of name needs no line in the record.
    prints_name = False

    def has_view_permission(self, request, obj=None):
        picking = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return super().has_view_permission(request, obj) or (
            picking and request.user.has_perm("articles.add_article")
        )

    def has_merge_permission(self, request):
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def get_search_results(self, request, queryset, search_term):
        """Also by pinyin and initials, however they are spaced, for rows that have them."""
        if extract_letters(search_term) and hasattr(queryset, "called"):
            return queryset.called(search_term), False
        return super().get_search_results(request, queryset, search_term)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.model_admin, form.by = self, request.user
        return form

    def signed_off(self, ids):
        """The signed-off articles that these rows stand in."""
        rows = Article.objects.filter(self._standing_in(ids), status=Status.APPROVED)
        return rows.order_by().distinct()

    def _standing_in(self, ids):
        return Q(**{f"{self.model.in_articles}__in": list(ids)})

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        """Save, and write a line into the record of each signed-off text that prints the name."""
        renames = change and self.prints_name and "name" in form.changed_data
        before = record.digests(self._standing_in([obj.pk])) if renames else {}
        super().save_model(request, obj, form, change)
        if before:
            said = f"{self.opts.verbose_name}“{form.initial['name']}”改名“{obj.name}”"
            record.renamed(before, by=request.user, said=said)
        if change and "name" in form.changed_data:
            search.follow(search.find_articles_naming([obj]))

    def get_deleted_objects(self, objs, request):
        """Protect rows that stand in signed-off texts from all who may not sign off."""
        found, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        if not request.user.has_perm(SIGN_OFF):
            rows = self.signed_off([obj.pk for obj in objs])[:_NAMED]
            protected = [*protected, *(f"已签发的稿件\N{FULLWIDTH COLON}{row}" for row in rows)]
        return found, counts, perms_needed, protected

    def delete_model(self, request, obj):
        self.delete_queryset(request, self.model.objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        rows = list(queryset)
        before = record.digests(self._standing_in(row.pk for row in rows))
        named = search.find_articles_naming(rows)
        super().delete_queryset(request, self.model.objects.filter(pk__in=[r.pk for r in rows]))
        names = "、".join(f"“{row}”" for row in rows)
        record.renamed(before, by=request.user, said=f"删去{self.opts.verbose_name}{names}")
        search.follow(named)


_NAMED = 20


def with_times(queryset: QuerySet, table: type[Model], column: str) -> QuerySet:
    """Each row with `times`, its number of rows in `table`; a subquery keeps Meta's order."""
    rows = table.objects.filter(**{column: OuterRef("pk")}).order_by().values(column)
    return queryset.annotate(times=Coalesce(Subquery(rows.values(n=Count("pk"))), 0))
