"""The record 留痕: a list to look through and a month to download. Nothing here changes it."""

from tempfile import TemporaryFile

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.article.listing import BoundedPaginator
from articles.admin.choices import Choice, MonthChoice, RowChoice
from articles.admin.files import as_file
from articles.admin.headlines import show_headline
from articles.admin.lookups import OfferedLookups
from articles.admin.pages import page
from articles.exports.office import record_month
from articles.exports.office.sheet import NoFonts
from articles.models import Judgement, Proof, SiteSettings, Status, Step, period
from articles.review import record
from articles.review.steps import STEPS, named
from articles.roles import name_of
from articles.text.keys import parse_key
from articles.text.months import BadMonth, Month

_STATUSES = dict(Status.choices)


class RecordMonthFilter(MonthChoice):
    title, column = "月份", "taken_at"

    def dated(self, request):
        return Step.objects.all()


class StepFilter(Choice):
    title = "步骤"
    parameter_name = "step"

    def lookups(self, request, model_admin):
        site = SiteSettings.objects.current()
        called = {rule.name: named(rule, site).label for rule in STEPS.values()}
        return list((dict(Step.Act.choices) | called).items())

    def condition(self, request, chosen):
        return Q(step=chosen)


class PersonFilter(RowChoice):
    title, parameter_name, column = "经手人", "by", "by"
    _SHOWN = 100

    def lookups(self, request, model_admin):
        took = record.seen_by(Step.objects.filter(by=OuterRef("pk")), request.user)
        people = get_user_model().objects.filter(Exists(took)).order_by("first_name", "pk")
        return [(str(person.pk), name_of(person)) for person in people[: self._SHOWN]]


@admin.register(Step)
class StepAdmin(OfferedLookups, admin.ModelAdmin):
    list_display = ["taken_at", "about", "label", "person", "opinion", "note"]
    list_filter = [RecordMonthFilter, StepFilter, PersonFilter]
    list_per_page = 50
    ordering = ["-pk"]
    sortable_by = []
    paginator = BoundedPaginator
    show_full_result_count = False
    empty_value_display = ""
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["article__headline", "by_name"]
    search_help_text = "主题、姓名或稿号"
    change_list_template = "admin/articles/step/change_list.html"
    fields = [
        "about", "taken_at", "label", "moved", "person", "by", "opinion", "passage",
        "version", "digest", "note",
    ]  # fmt: skip
    readonly_fields = ["about", "moved", "person", "note"]

    def get_queryset(self, request):
        lines = super().get_queryset(request).select_related("article").defer("article__body")
        return record.seen_by(lines, request.user)

    def get_search_results(self, request, queryset, search_term):
        """Every word in the headline or the name; a number is also that of an article."""
        for word in search_term.split():
            found = Q(article__headline__icontains=word) | Q(by_name__icontains=word)
            if (pk := parse_key(word)) is not None:
                found |= Q(article=pk) | Q(copy=pk)
            queryset = queryset.filter(found)
        return queryset, False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """With the month that is offered to be taken out: the one that is looked at, or this."""
        try:
            month = Month.parse(request.GET.get("month", ""))
        except BadMonth:
            month = Month.of(timezone.localdate())
        context = {"month": month.slug}
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description="稿件")
    def about(self, step):
        return format_html(
            '<a class="row-headline" href="{}">{}</a><span class="note">稿号{}{}</span>',
            reverse("admin:articles_article_change", args=[step.article_id]),
            show_headline(step.article),
            step.article_id,
            f"，修订稿或条目{step.copy}" if step.copy else "",
        )

    @admin.display(description="经手人")
    def person(self, step):
        return format_html('{}<span class="note post">{}</span>', step.by_name, step.by_post)

    @admin.display(description="状态")
    def moved(self, step):
        return "→".join(_STATUSES.get(each, each) for each in (step.source, step.target))

    @admin.display(description="注明")
    def note(self, step):
        return step.remark or ("加急" if step.urgent else "")


@page(Step, "month", address="month/", methods=["GET"], permission="view")
def export_month(request: HttpRequest) -> HttpResponseBase:
    """A month of what the account may see of the record, as a ZIP."""
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    try:
        month = Month.parse(request.GET.get("month", ""))
        within = period(*month.span, of="taken_at")
        tables = (
            record.seen_by(model.objects.filter(within), request.user)
            for model in (Step, Proof, Judgement)
        )
        record_month.write(file, *tables)
    except (BadMonth, NoFonts) as why:
        file.close()
        messages.error(request, str(why))
        return redirect("admin:articles_step_changelist")
    file.seek(0)
    response = FileResponse(file, content_type="application/zip")
    return as_file(response, f"留痕-{month.slug}.zip", attached=True)
