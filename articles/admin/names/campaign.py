from django.contrib import admin
from django.utils.html import format_html, format_html_join

from articles.admin.names.picked import Namesakes, PickedAdmin, with_times
from articles.admin.widgets import NamedCells, Picking
from articles.models import Campaign, Campaigned, PickedFigure, ReadCount
from articles.models.picked_figure import MOST_PICKED

_MOST_READ = 10


class PickedFigures(NamedCells, Picking, admin.TabularInline):
    """The numbers at the head of a campaign's page: of whoever may change the campaign."""

    model = PickedFigure
    extra = 0
    max_num = MOST_PICKED
    autocomplete_fields = ["article"]
    fields = ["value", "unit", "words", "article", "position"]

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_campaign")

    def has_add_permission(self, request, obj):
        return request.user.has_perm("articles.change_campaign")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("articles.change_campaign")

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm("articles.change_campaign")


@admin.register(Campaign)
class CampaignAdmin(PickedAdmin):
    change_form_template = "admin/articles/campaign/change_form.html"
    list_display = ["name", "slogan", "starts_on", "ends_on", "position", "times"]
    search_fields = ["name", "slogan", "pinyin", "initials__startswith"]
    search_help_text = "名称、口号、拼音或拼音首字母"
    list_filter = [Namesakes]

    autocomplete_fields = ["lead"]
    fields = [
        "name", "slogan", "introduction", "lead", ("starts_on", "ends_on"), "position", "pinyin",
        "slug", "reads",
    ]  # fmt: skip
    readonly_fields = ["reads"]
    inlines = [PickedFigures]

    def get_queryset(self, request):
        return with_times(super().get_queryset(request), Campaigned, "tag")

    @admin.display(description="阅读")
    def reads(self, campaign):
        """How often its articles were read, and which of them most; residents see no number."""
        if campaign.pk is None:
            return "—"
        total, best = ReadCount.objects.of_campaign(campaign.pk, _MOST_READ)
        lines = format_html_join("", "<li>{}\N{IDEOGRAPHIC SPACE}{}次</li>", best)
        return format_html("共{}次<ol>{}</ol>", total, lines) if best else "还没有人读"

    @admin.display(description="稿件", ordering="times")
    def times(self, campaign):
        return f"{campaign.times}篇"
