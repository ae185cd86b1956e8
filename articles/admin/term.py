"""规范用语: the newsroom's list, and taking one over from a table."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from articles.admin.pages import page
from articles.admin.tables import ListWithTable, answer_table
from articles.imports.terms import import_terms
from articles.models import Term


@admin.register(Term)
class TermAdmin(ListWithTable, admin.ModelAdmin):
    list_display = ["wrong", "right", "severity", "reason", "valid_from", "active"]
    list_filter = ["severity", "active"]
    search_fields = ["wrong", "right", "reason"]
    search_help_text = "错的、对的写法\N{FULLWIDTH COMMA}或依据"
    show_facets = admin.ShowFacets.NEVER

    fields = ["wrong", "right", "severity", "exceptions", "reason", "valid_from", "active"]


_WORDS = {
    "name": "规范用语",
    "list_page": "admin:articles_term_changelist",
    "hint": (
        "一行一条。表头要有“不这样写”和“规范写法”两栏，另外可以有“轻重”（必改、应查、留意）“例外”（用顿号隔开）"
        "“依据”“起行日期”。已有的按“不这样写”对上，空着的格不改动；表里没有的条目原样留着。"
    ),
}


@page(Term, "table", address="table/", methods=["GET", "POST"], permission="articles.change_term")
def show_term_table(request: HttpRequest) -> HttpResponse:
    return answer_table(request, import_terms, _WORDS)
