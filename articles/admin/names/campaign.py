from django.contrib import admin

from articles.admin.names.merge import merge_action
from articles.admin.names.picked import Namesakes, PickedAdmin, with_times
from articles.models import Campaign, Campaigned


@admin.register(Campaign)
class CampaignAdmin(PickedAdmin):
    list_display = ["name", "slogan", "starts_on", "ends_on", "position", "times"]
    search_fields = ["name", "slogan", "pinyin", "initials__startswith"]
    search_help_text = "名称、口号、拼音或拼音首字母"
    list_filter = [Namesakes]
    actions = [merge_action]

    fields = [
        "name", "slogan", "introduction", ("starts_on", "ends_on"), "position", "pinyin", "slug",
    ]  # fmt: skip

    def get_queryset(self, request):
        return with_times(super().get_queryset(request), Campaigned, "tag")

    @admin.display(description="稿件", ordering="times")
    def times(self, campaign):
        return f"{campaign.times}篇"
