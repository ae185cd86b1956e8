"""本期: the list of issues and the form of one with its pages; both lead to the board."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles import planning
from articles.admin.lookups import OfferedLookups
from articles.admin.pages import log_change, page
from articles.admin.widgets import NamedCells
from articles.filters import DayField, MonthField
from articles.models import Article, Issue, Page
from articles.roles import ADD_ISSUE, CHANGE_ISSUE, VIEW_ISSUE
from articles.text.dates import format_day
from articles.text.months import Month


class MonthForm(forms.Form):
    month = MonthField(label="月份")


class IssueForm(forms.ModelForm):
    month = MonthField(label="月份")
    date = DayField(label="出版日期")

    class Meta:
        model = Issue
        fields = [
            "month",
            "number",
            "whole_number",
            "title",
            "date",
            "closes_at",
            "responsible_editor",
        ]

    def clean_month(self):
        return self.cleaned_data["month"].first


class IssueChangeList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        """With the numbers of pages and of printed articles in each row."""
        public = Q(placements__page__isnull=False) & Q(
            placements__article__in=Article.objects.public()
        )
        rows = super().get_queryset(request, exclude_parameters).defer("manifest")
        return rows.annotate(
            sheets=Count("pages", distinct=True),
            pieces=Count("placements", public, distinct=True),
            printed_rows=F("manifest__articles"),
        )


class PageForm(forms.ModelForm):
    number = forms.IntegerField(
        label="版次",
        min_value=1,
        max_value=999,
        widget=forms.NumberInput({"aria-label": "版次"}),
    )

    def validate_unique(self):
        """Left to the formset: checked page by page, two could not exchange their numbers."""

    validate_constraints = validate_unique


class PageFormSet(forms.BaseInlineFormSet):
    def save(self, commit=True):
        """So that two pages can exchange their numbers."""
        moved = [form.instance for form in self.initial_forms if "number" in form.changed_data]
        planning.set_pages_aside(moved)
        return super().save(commit=commit)


class Pages(NamedCells, admin.TabularInline):
    model = Page
    form = PageForm
    formset = PageFormSet
    fields = ["number", "name", "proofreader"]
    extra = 0

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(VIEW_ISSUE)

    def has_add_permission(self, request, obj=None):
        return _may_change(request, obj)

    def has_change_permission(self, request, obj=None):
        return _may_change(request, obj)

    def has_delete_permission(self, request, obj=None):
        return _may_change(request, obj)


@admin.register(Issue)
class IssueAdmin(NamedCells, OfferedLookups, admin.ModelAdmin):
    list_display = ["board_link", "whole", "date", "page_count", "placed", "state", "facts"]
    list_display_links = None
    show_full_result_count = False
    list_per_page = 24

    form = IssueForm
    inlines = [Pages]

    @admin.display(description="期", ordering="month")
    def board_link(self, issue):
        address = reverse("admin:articles_issue_board", args=[issue.pk])
        return format_html('<a href="{}">{}</a>', address, issue)

    @admin.display(description="总期号", ordering="whole_number")
    def whole(self, issue):
        return f"总第{issue.whole_number}期"

    @admin.display(description="版")
    def page_count(self, issue):
        return f"{issue.sheets}版" if issue.sheets else "—"

    @admin.display(description="已排")
    def placed(self, issue):
        """Of a sealed issue what was printed, whatever was withdrawn since."""
        pieces = len(issue.printed_rows or ()) if issue.sealed_at else issue.pieces
        return f"{pieces}篇" if pieces else "—"

    @admin.display(description="状态")
    def state(self, issue):
        if issue.sealed_at is None:
            return "排版中"
        return f"{format_day(timezone.localtime(issue.sealed_at))}封存"

    @admin.display(description="期号、日期、版名")
    def facts(self, issue):
        address = reverse("admin:articles_issue_change", args=[issue.pk])
        return format_html('<a href="{}">{}</a>', address, "查看" if issue.sealed_at else "修改")

    def get_queryset(self, request):
        """For an account that may not look at issues, none exists: their pages answer 404."""
        rows = super().get_queryset(request)
        return rows if self.has_view_permission(request) else rows.none()

    def get_changelist(self, request, **kwargs):
        return IssueChangeList

    def get_fields(self, request, obj=None):
        """The month of an issue can't be changed once articles are placed in it."""
        fields = IssueForm.Meta.fields
        return ["month_said", *fields[1:]] if obj and obj.placements.exists() else fields

    def get_readonly_fields(self, request, obj=None):
        return ["month_said"]

    @admin.display(description="月份")
    def month_said(self, issue):
        return str(Month.of(issue.month))

    def get_view_on_site_url(self, obj=None):
        return super().get_view_on_site_url(obj) if obj and obj.is_public else None

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        more = {"show_save_and_add_another": False} | (extra_context or {})
        return super().changeform_view(request, object_id, form_url, more)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.sealed_at)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.sealed_at)

    def get_changeform_initial_data(self, request):
        month = Month.of(timezone.localdate())
        number, whole = planning.numbers_for(month)
        return {"month": month.first, "number": number, "whole_number": whole} | (
            super().get_changeform_initial_data(request)
        )

    def save_model(self, request, obj, form, change):
        """Count the plan's revision up: open boards are stale, and files are of the old plan."""
        if not change:
            return super().save_model(request, obj, form, change)
        # Read again under a lock: it may have been sealed or moved since the form was read.
        now = Issue.objects.select_for_update().get(pk=obj.pk)
        if now.sealed_at:
            raise PermissionDenied(CHANGE_ISSUE)
        obj.revision = now.revision + 1
        return obj.save(update_fields=[*form.fields, "revision"])

    def response_post_save_add(self, request, obj):
        return redirect("admin:articles_issue_board", obj.pk)

    response_post_save_change = response_post_save_add

    def changelist_view(self, request, extra_context=None):
        month = Month.of(timezone.localdate()).slug
        may = request.user.has_perms([ADD_ISSUE, CHANGE_ISSUE])
        more = {"month": month, "may_plan": may} | (extra_context or {})
        return super().changelist_view(request, more)


def _may_change(request, issue):
    return request.user.has_perm(CHANGE_ISSUE) and not (issue and issue.sealed_at)


@page(Issue, "start", address="start/", methods=["POST"], permission=CHANGE_ISSUE)
def start_issue(request: HttpRequest) -> HttpResponse:
    """Plan a month, with or without an issue yet, and go on to its board."""
    form = MonthForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["month"][0])
        return redirect("admin:articles_issue_changelist")
    try:
        issue = planning.plan(form.cleaned_data["month"], by=request.user)
    except planning.PlanRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:articles_issue_changelist")
    log_change(request, issue, "按规则排版")
    return redirect("admin:articles_issue_board", issue.pk)
