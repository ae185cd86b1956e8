"""栏目: the standing sections, their order, their editors and what stands first in each."""

from django.contrib import admin

from articles.admin.addressed import AddressedForm
from articles.admin.editors import Edited
from articles.admin.lookups import OfferedLookups
from articles.admin.widgets import Picking
from articles.models import Section


class SectionForm(AddressedForm):
    nameless = "section"


@admin.register(Section)
class SectionAdmin(OfferedLookups, Picking, Edited):
    list_display = ["name", "introduction", "position", "editor_names", "pieces"]
    search_fields = ["name", "slug"]
    search_help_text = "名称或网址名"

    form = SectionForm
    autocomplete_fields = ["lead"]
    fields = ["name", "introduction", "position", "lead", "editors", "slug"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_latest()

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def has_view_permission(self, request, obj=None):
        """Every writer finds them in the picker of the article form."""
        picking = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return super().has_view_permission(request, obj) or (
            picking and request.user.has_perm("articles.add_article")
        )

    @admin.display(description="公开的稿件")
    def pieces(self, section):
        return f"{section.pieces}篇"
