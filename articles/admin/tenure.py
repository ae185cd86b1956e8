"""人物任职: who holds which post, and taking such a list over from a table."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from articles.admin.pages import page
from articles.admin.tables import ListWithTable, answer_table
from articles.imports.tenures import import_tenures
from articles.models import Tenure


@admin.register(Tenure)
class TenureAdmin(ListWithTable, admin.ModelAdmin):
    list_display = ["person", "post", "since", "until", "ground"]
    search_fields = ["person", "post", "ground"]
    search_help_text = "姓名、职务或依据"
    show_facets = admin.ShowFacets.NEVER

    fields = ["person", "post", "since", "until", "ground"]


_WORDS = {
    "name": "人物任职",
    "list_page": "admin:articles_tenure_changelist",
    "hint": (
        "一行一个人的一个职务。表头要有“姓名”和“职务”两栏，另外可以有“单位”（职务没有写全单位的，拼在前面）“任职起”“任职止”"
        "（还在任的空着，或写“至今”）“依据”。已有的按姓名、职务、任职起对上，空着的格不改动；表里没有的原样留着。"
        "前任要写上任职止，不然两个人都算在任。"
    ),
}


@page(
    Tenure, "table", address="table/", methods=["GET", "POST"], permission="articles.change_tenure"
)
def show_tenure_table(request: HttpRequest) -> HttpResponse:
    return answer_table(request, import_tenures, _WORDS)
