"""What narrows the list of articles: the filters beside it."""

from typing import ClassVar

from django.contrib import messages
from django.db.models import Count, F, Q

from articles.admin.choices import Choice, ChoiceRefused, MonthChoice, RowChoice
from articles.context_processors import site_of
from articles.models import Article, Campaign, Campaigned, Place, Placed, Section, Status
from articles.models.appearance import Appearance
from articles.review import duties
from articles.roles import HANDLE

#: So many of the matches of a search are listed, and as many of what isn't signed off; so many of
#: a campaign or place.
LISTED = 2000


class MineFilter(Choice):
    title = "建稿人"
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("1", "我建的稿")] if request.user.has_perm(HANDLE) else []

    def condition(self, request, chosen):
        if chosen != "1":
            raise ChoiceRefused("建稿人一项只能是“我建的稿”。")
        return Q(created_by=request.user)


class DutyFilter(Choice):
    title = "分工"
    parameter_name = "duty"

    def lookups(self, request, model_admin):
        site = site_of(request)
        return [("mine", "归我办的")] if site.divides_work and duties.binds(request.user) else []

    def condition(self, request, chosen):
        if chosen != "mine":
            raise ChoiceRefused("分工一项只能是“归我办的”。")
        return ~duties.load_duties(site_of(request)).theirs(request.user)


class PublicationMonthFilter(MonthChoice):
    title, column = "发布月份", "publish_at"

    def dated(self, request):
        return Article.objects.filter(status=Status.APPROVED)

    def condition(self, request, chosen):
        """Named with every status, since the index of the moments begins with the status."""
        return super().condition(request, chosen) & Q(status__in=Status.values)


class AppearanceChoice(RowChoice):
    """By what articles appear in: where nothing else is asked, the newest of many thousands, and
    what isn't signed off. All of them are sorted by their last change."""

    appearances: ClassVar[type[Appearance]]

    def condition(self, request, chosen):
        whole = super().condition(request, chosen)
        if request.GET.keys() - {self.parameter_name, "o", "p"} or not request.user.has_perm(
            HANDLE
        ):
            return whole
        article, owner = self.appearances.article_field, self.column.partition("__")[2]
        rows = self.appearances.objects.filter(**{owner: chosen})
        rows = rows.order_by(F("publish_at").desc(nulls_first=True), f"-{article}").values(article)
        if not rows[LISTED:].exists():
            return whole
        messages.info(request, _say_newest())
        return Q(pk__in=rows[:LISTED])


class CampaignFilter(AppearanceChoice):
    title, parameter_name, column = "专栏", "campaign", "campaigned__tag"
    appearances = Campaigned

    def lookups(self, request, model_admin):
        return [(str(pk), name) for pk, name in Campaign.objects.values_list("pk", "name")]


class SectionFilter(RowChoice):
    title, parameter_name, column = "栏目", "section", "section"
    mine = "mine"

    def lookups(self, request, model_admin):
        """Each section, and those that the account edits as one."""
        rows = list(Section.objects.annotate(own=Count("pk", Q(editors=request.user.pk))))
        own = [(self.mine, "我编的栏目")] if any(row.own for row in rows) else []
        return own + [(str(row.pk), row.name) for row in rows]

    def condition(self, request, chosen):
        if chosen == self.mine:
            return Q(section__in=Section.objects.filter(editors=request.user.pk).values("pk"))
        return super().condition(request, chosen)


class PlaceFilter(AppearanceChoice):
    title, parameter_name, column = "街道、社区", "place", "placed__place"
    appearances = Placed

    def lookups(self, request, model_admin):
        return [(str(pk), name) for pk, name in Place.objects.values_list("pk", "name")]


def _say_newest():
    return f"稿件很多，只列最近发布的{LISTED}篇和没有签发的。找更早的，请再选月份，或者查找。"
