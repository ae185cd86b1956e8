"""Lists of the house that are taken over from a table: the form, and what became of each row."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django import forms
from django.http import HttpRequest, HttpResponse

from articles.admin.lookups import OfferedLookups
from articles.admin.pages import render_page
from articles.imports.acts import ImportRefused
from articles.imports.tables import LARGEST, TableReport


class TableForm(forms.Form):
    file = forms.FileField(
        label="表格\N{FULLWIDTH LEFT PARENTHESIS}.xlsx或.csv\N{FULLWIDTH RIGHT PARENTHESIS}",
        allow_empty_file=True,
        error_messages={"required": "请选一个表格。"},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("表格超过2 MB。请分成几个再导入。")
        return file


class ListWithTable(OfferedLookups):
    """A list that may be taken over from a table by who may add to it and change it."""

    change_list_template = "admin/articles/table/change_list.html"

    def changelist_view(self, request, extra_context=None):
        may_import = self.has_add_permission(request) and self.has_change_permission(request)
        table_page = f"admin:{self.opts.app_label}_{self.opts.model_name}_table"
        offered = {"may_import": may_import, "table_page": table_page}
        return super().changelist_view(request, {**offered, **(extra_context or {})})


def answer_table(
    request: HttpRequest,
    take_over: Callable[[bytes], TableReport],
    words: Mapping[str, str],
) -> HttpResponse:
    """Take a table over, and say what became of each row.

    `words`: the `name` of the list, its `list_page`, the `hint` on what the table holds.
    """
    sent = request.method == "POST"
    form = TableForm(request.POST, request.FILES) if sent else TableForm()
    report = None
    if sent and form.is_valid():
        try:
            report = take_over(form.cleaned_data["file"].read())
        except ImportRefused as why:
            form.add_error("file", str(why))
    return render_page(
        request,
        "admin/articles/table/table.html",
        f"导入{words['name']}",
        {"form": form, "report": report, **words},
        status=400 if form.errors else 200,
    )
