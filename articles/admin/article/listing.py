"""The list of articles: columns, filters, search and bulk actions."""

from functools import cached_property, partial

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F, Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from articles import search, versions
from articles.admin.article import narrowing
from articles.admin.article.bulk import offer_actions, take_many
from articles.admin.article.filters import clean_query
from articles.admin.headlines import show_headline
from articles.admin.lookups import OfferedLookups
from articles.context_processors import site_of
from articles.desk.fate import tell
from articles.desk.seals import seal
from articles.models import Article, Byline, Campaign
from articles.review import record, rights
from articles.review.steps import STEPS
from articles.roles import HANDLE, PROOF
from articles.text.keys import parse_key

_SHOWN = 20
_NOT_LISTED = (
    "attachments", "body", "doubts", "entries", "resembles", "source", "subhead", "summary",
)  # fmt: skip
#: Parameters of the list that leave no article out.
_NO_FILTER = {"q", "o", "p"}


class BoundedPaginator(Paginator):
    """Stops counting at a number of pages that nobody leafs through."""

    LIMIT = 10_000

    @cached_property
    def count(self):
        return self.object_list.order_by()[: self.LIMIT].count()

    @property
    def is_bounded(self):
        return self.count == self.LIMIT


class ArticleChangeList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        """Load what the rows show, in a fixed number of queries."""
        parts = [Prefetch("bylines", Byline.objects.select_related("reporter")), "campaigns"]
        if not request.user.has_perm(HANDLE):
            parts.append("handler")
        # Without the joins of a single article: whatever is read is sorted with the rows.
        rows = super().get_queryset(request, exclude_parameters).select_related(None)
        return rows.defer(*_NOT_LISTED).prefetch_related(*parts)

    def get_results(self, request):
        """Add the newsroom's own status labels and, for authors, the fate of each piece."""
        super().get_results(request)
        self.result_list, site = list(self.result_list), site_of(request)
        for article in self.result_list:
            article.state_label = site.status_label(article.status)
        if not request.user.has_perm(HANDLE):
            tell(self.result_list, site)


class ArticleList(OfferedLookups, admin.ModelAdmin):
    #: By these the desk leads to everything that lies in one of its groups (desk/waiting.py).
    linked_lookups = (
        "status__in",
        "due_at__lte",
        "publish_at__gt",
        "publish_at__gte",
        "publish_at__lt",
        "publish_at__year",
        "created_by__id__exact",
    )
    list_display = [
        "title",
        "byline_text",
        "state",
        "campaign_names",
        "size",
        "publish_at",
        "updated_at",
    ]
    list_filter = [
        "status",
        "genre",
        narrowing.SectionFilter,
        narrowing.CampaignFilter,
        narrowing.PlaceFilter,
        narrowing.PublicationMonthFilter,
        narrowing.MineFilter,
        narrowing.DutyFilter,
    ]
    list_per_page = 50
    ordering = ["-updated_at", "-id"]
    sortable_by = ["updated_at"]
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # a count for each filter, each a scan
    search_fields = ["headline", "kicker", "subhead", "summary", "archive_id"]
    search_help_text = "标题、摘要、正文里的词，作者、专栏、街道的名称，或档案编号"
    actions = ["add_campaign", "show_for_wechat"]

    def get_list_display(self, request):
        """Accounts that do not handle copy see the fate of each piece."""
        if request.user.has_perm(HANDLE):
            return self.list_display
        return ["title", "byline_text", "state", "fate", "size", "updated_at"]

    def get_changelist(self, request, **kwargs):
        return ArticleChangeList

    def get_queryset(self, request):
        rows = super().get_queryset(request).visible_to(request.user)
        return rows.select_related("created_by", "handler", "revises", "entry_of")

    def get_search_results(self, request, queryset, search_term):
        """Search as readers do, in everything the account may see, or by archive number.

        A revision or an entry is never chosen in a picker: it ends, and its article stays.
        """
        picking = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        if picking:
            queryset = queryset.filter(revises=None, entry_of=None)
        if not search_term.strip():
            return queryset, False
        try:
            query = search.parse_query(search_term)
        except search.QueryRefused as refusal:
            if not picking:  # nobody would see it there
                messages.warning(request, str(refusal))
            return queryset.none(), False
        # By numbers: asked for all matches in its own order, a database reads all articles.
        every = request.user.has_perm(HANDLE) and (picking or not request.GET.keys() - _NO_FILTER)
        within = None if every else queryset
        found, whole = search.find_recent(query, within, limit=narrowing.LISTED)
        if not (whole or picking):
            messages.info(request, _say_more(narrowing.LISTED))
        found += Article.objects.filter(archive_id=search_term.strip()).values_list("pk", flat=True)
        return queryset.filter(pk__in=found), False

    @admin.display(description="主题")
    def title(self, article):
        return format_html(
            '<span class="row-kicker">{}</span><span class="row-headline">{}</span>',
            article.kicker,
            show_headline(article),
        )

    @admin.display(description="署名")
    def byline_text(self, article):
        return "、".join(byline.reporter.name for byline in article.writers) or "—"

    @admin.display(description="状态")
    def state(self, article):
        character, shape = seal(article)
        return format_html(
            '<span class="state"><span class="seal {}" aria-hidden="true">{}</span>{}</span>',
            shape,
            character,
            article.state_label if not article.is_public else "已发布",
        )

    @admin.display(description="去向")
    def fate(self, article):
        if not article.is_public:
            return article.fate
        link = article.get_absolute_url()
        return format_html('{}　<a href="{}">看公开页面</a>', article.fate, link)

    @admin.display(description="专栏")
    def campaign_names(self, article):
        return "、".join(campaign.name for campaign in article.campaigns.all()) or "—"

    @admin.display(description="字数")
    def size(self, article):
        return f"{article.length:,}"

    def changelist_view(self, request, extra_context=None):
        """With the filters that the account kept, where there is a list to show."""
        asked = clean_query(request.GET.urlencode())
        kept = {"saved_filters": request.user.saved_filters.all, "asked": asked}
        return super().changelist_view(request, kept | (extra_context or {}))

    # Acts on many

    def response_action(self, request, queryset):
        """An act that was begun at the desk ends there."""
        response = super().response_action(request, queryset)
        done = isinstance(response, HttpResponseRedirect) and "back" in request.POST
        own = done and response.url == request.get_full_path()  # not where it leads elsewhere
        return redirect("admin:index") if own else response

    def get_actions(self, request):
        actions = super().get_actions(request)
        for step in (rule for rule in STEPS.values() if rule.many):
            if rights.may_ever_take(step, request.user):
                act = partial(take_many, step)
                actions[f"step-{step.name}"] = (act, f"step-{step.name}", f"{step.label}所选稿件")
        actions |= offer_actions(request)
        if not request.user.has_perm(HANDLE):
            actions.pop("add_campaign", None)
        if not request.user.has_perm(PROOF):
            actions.pop("show_for_wechat", None)
        return actions

    @admin.action(description="公众号格式")
    def show_for_wechat(self, request, queryset):
        """Lead to the page that has the chosen articles as a 公众号 takes them."""
        chosen = "&".join(f"id={pk}" for pk in queryset.values_list("pk", flat=True)[:_SHOWN])
        return redirect(f"{reverse('admin:articles_article_wechat')}?{chosen}")

    @admin.action(description="为所选稿件加专栏")
    def add_campaign(self, request, queryset):
        """Ask for the campaign, then add it; published articles are left alone."""
        if not request.user.has_perm(HANDLE):
            raise PermissionDenied
        campaign = Campaign.objects.filter(pk=parse_key(request.POST.get("campaign"))).first()
        if campaign is None:
            context = self.admin_site.each_context(request) | {
                "title": "加专栏",
                "opts": self.opts,
                "rows": queryset[:_SHOWN],
                "total": queryset.count(),
                "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
                "campaigns": Campaign.objects.running(),
                "action_checkbox_name": ACTION_CHECKBOX_NAME,
                "select_across": request.POST.get("select_across", "0"),
            }
            return TemplateResponse(request, "admin/articles/article/add_campaign.html", context)
        added = left = 0
        for article in queryset:
            if rights.may_edit(article, request.user):
                _tag(article, campaign, request.user)
                self.log_change(request, article, f"加专栏“{campaign}”")
                added += 1
            else:
                left += 1
        if added:
            messages.success(request, f"已为{added}篇稿件加上专栏“{campaign}”。")
        if left:
            messages.warning(
                request, f"{left}篇已签发、撤下或退稿，不在原处改，没有加专栏。请另起修订。"
            )
        return None


def _say_more(most):
    return f"找到的很多，只列最近的{most}篇和没有签发的。请多写一个词，或再选一个条件。"


@transaction.atomic
def _tag(article, campaign, by):
    versions.ensure(article)
    article.campaigns.add(campaign)
    same = Article.objects.filter(pk=article.pk)
    same.update(revision=F("revision") + 1)
    same.carry_times()
    record.record_change(article, by=by, comment=f"加专栏“{campaign}”")
