from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from articles.admin.names.picked import NameForm, Namesakes, PickedAdmin, with_times
from articles.admin.pages import log_change, page
from articles.models import Byline, Reporter, Unit
from articles.review import names


class ReporterForm(NameForm):
    """Two people may bear one name: a second one is asked for, and told apart by the unit."""

    another = forms.BooleanField(
        label="同名的另一位",
        required=False,
        help_text="名录里已有这个姓名、确是另外一人时才勾选，并选好供稿单位，以便区别。",
    )

    def refuse_namesakes(self, rows):
        if not self.data.get("another"):
            listed = "、".join(f"“{row}”（{row.unit or '没有单位'}）" for row in rows[:5])
            raise ValidationError(
                f"名录里已有作者{listed}。是同一人就直接选用；确是另一位，"
                "请勾选下面的“同名的另一位”，并选供稿单位。"
            )

    def clean(self):
        facts, rows = super().clean(), self.namesakes
        if rows and "name" not in self.errors and "unit" not in self.errors:
            if facts.get("unit") is None:
                self.add_error("unit", "同名的另一位要选供稿单位，才分得清。")
            elif facts["unit"] in [row.unit for row in rows]:
                self.add_error("unit", "这个单位已有一位同名的作者，请直接选用，或选别的单位。")
        return facts


@admin.register(Reporter)
class ReporterAdmin(PickedAdmin):
    prints_name = True

    list_display = ["name", "pinyin", "role", "unit", "times", "standing"]
    list_filter = ["role", "unit", "proposed", Namesakes]
    list_select_related = ["unit"]
    list_per_page = 50
    search_fields = ["name", "pinyin", "initials__startswith"]
    search_help_text = "姓名、拼音或拼音首字母，如“zar”"
    show_full_result_count = False

    autocomplete_fields = ["unit", "user", "lead"]
    form = ReporterForm
    fields = [
        "name", "another", "pinyin", "role", "unit", "introduction", "lead", "slug", "user",
    ]  # fmt: skip

    def get_queryset(self, request):
        return with_times(super().get_queryset(request), Byline, "reporter")

    @admin.display(description="署名", ordering="times")
    def times(self, reporter):
        return f"{reporter.times}次"

    @admin.display(description="名录")
    def standing(self, reporter):
        return "待确认" if reporter.proposed else ""


@page(Reporter, "confirm", methods=["POST"], permission="change")
def confirm_reporter(request: HttpRequest, reporter: Reporter) -> HttpResponse:
    """Take somebody whom a writer proposed into the list."""
    if names.confirm(reporter):
        log_change(request, reporter, "确认，收进名录")
        messages.success(request, f"{reporter}收进了作者名录。")
    there = request.POST.get("next", "")
    on_desk = there.startswith(reverse("admin:index"))
    if on_desk and url_has_allowed_host_and_scheme(there, allowed_hosts=None):
        return redirect(there)
    return redirect("admin:articles_reporter_change", reporter.pk)


@admin.register(Unit)
class UnitAdmin(PickedAdmin):
    prints_name = True

    list_display = ["name", "short_name", "times"]
    list_filter = [Namesakes]
    search_fields = ["name", "short_name"]

    autocomplete_fields = ["place"]
    fields = ["name", "short_name", "former_names", "place"]

    def get_queryset(self, request):
        return with_times(super().get_queryset(request), Byline, "unit")

    @admin.display(description="署名", ordering="times")
    def times(self, unit):
        return f"{unit.times}次"
