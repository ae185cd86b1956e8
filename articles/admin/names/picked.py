"""The admin of what writers pick in the article form: reporters, units, campaigns, places."""

import re
from collections.abc import Sequence

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles import search
from articles.admin.addressed import refuse_former
from articles.admin.lookups import OfferedLookups
from articles.admin.names.merge import Merging
from articles.admin.widgets import Picking
from articles.models import Article, FormerSlug, Status
from articles.review import record
from articles.roles import SIGN_OFF
from articles.text.characters import UNSEEN, clean_to_one_line
from articles.text.fold import fold_name
from articles.text.pinyin import extract_letters

_UNSEEN = re.compile("[" + re.escape(UNSEEN) + "]")


class NameForm(forms.ModelForm):
    """Refuses a name that another row bears in some spelling, an address that was another's, and a
    new name that stands in signed-off texts, where `record.record_rename` would, too."""

    model_admin = by = None
    #: Other rows that bear the name that was typed.
    namesakes: Sequence[Model] = ()

    def clean_name(self):
        name = _UNSEEN.sub("", clean_to_one_line(self.cleaned_data["name"]))
        if not name:
            raise ValidationError("名称里没有看得见的字，请重新输入。")
        if self.instance.pk is None or fold_name(name) != self.instance.name_key:
            rows = self._meta.model.objects.same_name(name).exclude(pk=self.instance.pk)
            self.namesakes = list(rows)
            if self.namesakes:
                self.refuse_namesakes(self.namesakes)
            self.instance.namesake = None if self.namesakes else 1
        self._refuse_printed()
        return name

    def refuse_namesakes(self, rows):
        """Raise ValidationError where the name may stand only once."""
        label = self._meta.model._meta.verbose_name
        raise ValidationError(
            f"已有{label}“{rows[0]}”，是同一个名称的另一种写法。请直接选用它；要改写法，请改原来那一项。"
        )

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        refuse_former(self.instance, slug)
        return slug

    def _refuse_printed(self):
        signed = self._printed_in() if self.instance.pk and "name" in self.changed_data else 0
        if signed and not self.by.has_perm(SIGN_OFF):
            raise ValidationError(f"{signed}篇已签发的稿件上印着这个名字，须由有签发权的同事来改。")

    def _printed_in(self):
        if not self.model_admin.prints_name:
            return 0
        return self.model_admin.signed_off([self.instance.pk]).count()


class Namesakes(admin.SimpleListFilter):
    """Rows that bear one name, to be told apart or merged; shown if there are any."""

    title, parameter_name = "同名", "namesakes"

    def lookups(self, request, model_admin):
        twice = model_admin.model.objects.filter(namesake__gt=1).exists()
        return [("1", "同名的（待合并或核对）")] if twice else []

    def queryset(self, request, queryset):
        if self.value() != "1":
            return queryset
        keys = queryset.model.objects.filter(namesake__gt=1).values("name_key")
        return queryset.filter(name_key__in=keys)


class PickedAdmin(OfferedLookups, Picking, Merging, admin.ModelAdmin):
    """Every writer finds these rows in a picker; their own pages need the model's permissions."""

    form = NameForm
    #: Whether articles print its name; if not, a change of name needs no line in the record.
    prints_name = False

    def has_view_permission(self, request, obj=None):
        picking = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return super().has_view_permission(request, obj) or (
            picking and request.user.has_perm("articles.add_article")
        )

    def get_search_results(self, request, queryset, search_term):
        """Also by pinyin and initials, however they are spaced, for rows that have them, and by
        the name in any spelling."""
        if extract_letters(search_term) and hasattr(queryset, "called"):
            return queryset.called(search_term), False
        found, doubled = super().get_search_results(request, queryset, search_term)
        if key := fold_name(search_term.strip()):
            by_key = Q(pk__in=found.order_by().values("pk")) | Q(name_key__contains=key)
            return queryset.filter(by_key), False
        return found, doubled

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.model_admin, form.by = self, request.user
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:  # a colleague's row came between: the form sees it now, and says so
            return super().changeform_view(request, object_id, form_url, extra_context)

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
            record.record_rename(before, by=request.user, said=said)
        if change and "slug" in form.changed_data and form.initial.get("slug"):
            FormerSlug.objects.keep(form.initial["slug"], obj)
            FormerSlug.objects.of(obj).filter(slug=obj.slug).delete()  # back to an earlier one
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
        record.record_rename(before, by=request.user, said=f"删去{self.opts.verbose_name}{names}")
        search.follow(named)


_NAMED = 20


def with_times(queryset: QuerySet, table: type[Model], column: str) -> QuerySet:
    """Each row with `times`, its number of rows in `table`; a subquery keeps Meta's order."""
    rows = table.objects.filter(**{column: OuterRef("pk")}).order_by().values(column)
    return queryset.annotate(times=Coalesce(Subquery(rows.values(n=Count("pk"))), 0))
