"""规范用语: the newsroom's list, and taking one over from a table."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from articles.admin.lookups import OfferedLookups
from articles.admin.pages import page, render_page
from articles.admin.tables import TableForm
from articles.imports.acts import ImportRefused
from articles.imports.terms import import_terms
from articles.models import Term


@admin.register(Term)
class TermAdmin(OfferedLookups, admin.ModelAdmin):
    list_display = ["wrong", "right", "severity", "reason", "valid_from", "active"]
    list_filter = ["severity", "active"]
    search_fields = ["wrong", "right", "reason"]
    search_help_text = "错的、对的写法\N{FULLWIDTH COMMA}或依据"
    show_facets = admin.ShowFacets.NEVER

    fields = ["wrong", "right", "severity", "exceptions", "reason", "valid_from", "active"]

    def changelist_view(self, request, extra_context=None):
        may_import = self.has_add_permission(request) and self.has_change_permission(request)
        return super().changelist_view(request, {"may_import": may_import, **(extra_context or {})})


@page(Term, "table", address="table/", methods=["GET", "POST"], permission="articles.change_term")
def show_table(request: HttpRequest) -> HttpResponse:
    """Take a table over, and say what became of each row."""
    sent = request.method == "POST"
    form = TableForm(request.POST, request.FILES) if sent else TableForm()
    report = None
    if sent and form.is_valid():
        try:
            report = import_terms(form.cleaned_data["file"].read())
        except ImportRefused as why:
            form.add_error("file", str(why))
    status = 400 if form.errors else 200
    context = {"form": form, "report": report}
    return render_page(
        request, "admin/articles/term/table.html", "导入规范用语", context, status=status
    )
