"""栏目: the standing sections, their order, their editors and what stands first in each."""

from django import forms
from django.contrib import admin

from articles.admin.addressed import AddressedForm
from articles.admin.lookups import OfferedLookups
from articles.admin.widgets import Picking
from articles.models import Section
from articles.roles import HANDLE, find_active_holders, name_of


class EditorsField(forms.ModelMultipleChoiceField):
    """Colleagues who handle copy, by their names."""

    def label_from_instance(self, obj):
        return name_of(obj)


class SectionForm(AddressedForm):
    nameless = "section"


@admin.register(Section)
class SectionAdmin(OfferedLookups, Picking, admin.ModelAdmin):
    list_display = ["name", "introduction", "position", "editor_names", "pieces"]
    search_fields = ["name", "slug"]
    search_help_text = "名称或网址名"

    form = SectionForm
    autocomplete_fields = ["lead"]
    fields = ["name", "introduction", "position", "lead", "editors", "slug"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_latest().prefetch_related("editors")

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def has_view_permission(self, request, obj=None):
        """Every writer finds them in the picker of the article form."""
        picking = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return super().has_view_permission(request, obj) or (
            picking and request.user.has_perm("articles.add_article")
        )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        rows = find_active_holders([HANDLE]).order_by("last_name", "username")
        return EditorsField(
            queryset=rows, label=db_field.verbose_name, required=False,
            widget=forms.CheckboxSelectMultiple, help_text=db_field.help_text,
        )  # fmt: skip

    @admin.display(description="责编")
    def editor_names(self, section):
        return "、".join(name_of(each) for each in section.editors.all()) or "—"

    @admin.display(description="公开的稿件")
    def pieces(self, section):
        return f"{section.pieces}篇"
