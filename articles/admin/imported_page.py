"""来稿导入: the list of imported pages, the form that takes one in, the screen that arranges it."""

from functools import lru_cache

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from articles.admin.intake_forms import FactsForm, IntakeForm
from articles.admin.lookups import OfferedLookups
from articles.admin.pages import log_change, page, render_page
from articles.desk.intake import RefusedAct, collect_screen
from articles.desk.sheets import collect_file
from articles.imports import pages, printed_pages, putting_away
from articles.imports.acts import ImportRefused
from articles.models import ImportedPage
from articles.review.rights import may_take_in
from articles.roles import name_of

#: How many pixels a drawn page is wide.
_SHEET_WIDTH = 1400


class ImportedPageChangeList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        """Without the texts, and with the number of articles that came of each page."""
        rows = super().get_queryset(request, exclude_parameters)
        return rows.defer("text", "reading", "history", "printed").annotate(
            draft_count=Count("articles")
        )


@admin.register(ImportedPage)
class ImportedPageAdmin(OfferedLookups, admin.ModelAdmin):
    list_display = [
        "__str__",
        "first_headline",
        "issued_on",
        "printed_as",
        "state",
        "drafts",
        "sender",
        "created_at",
    ]
    list_filter = ["state"]
    list_select_related = ["created_by"]
    search_fields = ["title"]
    search_help_text = "按版面名称查找"
    show_full_result_count = False

    @admin.display(description="导入的人")
    def sender(self, imported):
        return name_of(imported.created_by) or "—"

    @admin.display(description="版次", ordering="page")
    def printed_as(self, imported):
        return f"第{imported.page}版" if imported.page else "—"

    @admin.display(description="稿件")
    def drafts(self, imported):
        return f"{imported.draft_count}篇" if imported.draft_count else "—"

    def get_changelist(self, request, **kwargs):
        return ImportedPageChangeList

    def has_module_permission(self, request):
        return may_take_in(request.user)

    def has_view_permission(self, request, obj=None):
        return may_take_in(request.user)

    def has_add_permission(self, request):
        return may_take_in(request.user)

    def has_change_permission(self, request, obj=None):
        return may_take_in(request.user)

    def has_delete_permission(self, request, obj=None):
        return may_take_in(request.user) and super().has_delete_permission(request, obj)

    def delete_model(self, request, obj):
        self.delete_queryset(request, ImportedPage.objects.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        printed_pages.delete(queryset)

    def add_view(self, request, form_url="", extra_context=None):
        if not may_take_in(request.user):
            raise PermissionDenied
        form = IntakeForm(request.POST or None, request.FILES or None)
        taken = request.method == "POST" and form.is_valid() and form.take_in(request.user)
        if taken:
            self.log_addition(request, taken, "整版导入")
            if form.remark:
                messages.warning(request, form.remark)
            return redirect(taken)
        return _render(request, "add", "整版导入", {"form": form})

    @method_decorator(require_safe)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The screen is no form: what is changed there goes to pages of its own."""
        imported = self.get_object(request, unquote(object_id))
        if imported is None or not may_take_in(request.user):  # Django says so
            return super().change_view(request, object_id, form_url, extra_context)
        return _render_screen(request, imported)


@page(ImportedPage, "file", methods=["GET"], permission="view")
def show_file(request: HttpRequest, imported: ImportedPage) -> HttpResponse:
    """The pages of the same file in order; a lone page itself."""
    context = collect_file(imported)
    if len(context["pages"]) < 2:
        return redirect(imported)
    return _render(request, "file", context["title"], context)


@page(ImportedPage, "act", methods=["GET", "POST"], permission="view")
def act_on_page(request: HttpRequest, imported: ImportedPage) -> HttpResponse:
    """Carry out one act of the screen. Refused, the screen keeps what was chosen and typed."""
    if request.method != "POST":  # back from the login page
        return redirect(imported)
    try:
        name, arguments = _read_act(request.POST)
        pages.act(imported, name, arguments, by=request.user, revision=_read_revision(request))
    except ImportRefused as refusal:
        return _refuse(request, imported, refusal)
    return redirect(imported)


@page(ImportedPage, "facts", methods=["GET", "POST"], permission="view")
def set_facts(request: HttpRequest, imported: ImportedPage) -> HttpResponse:
    """Set the page's name, date and number; drafts not yet made or not yet touched take them."""
    if request.method != "POST":  # back from the login page
        return redirect(imported)
    form = FactsForm(request.POST)
    if not form.is_valid():
        return _render_screen(request, imported, refused=RefusedAct(), facts=form)
    try:
        pages.set_facts(imported, form.cleaned_data)
    except ImportRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(imported)


@page(ImportedPage, "create", methods=["GET", "POST"], permission="view")
def create_drafts(request: HttpRequest, imported: ImportedPage) -> HttpResponse:
    if request.method != "POST":  # back from the login page
        return redirect(imported)
    try:
        created = pages.create_drafts(
            imported,
            by=request.user,
            revision=_read_revision(request),
            campaigns="campaigns" in request.POST,
        )
    except ImportRefused as refusal:
        return _refuse(request, imported, refusal)
    for told in printed_pages.add_photos(imported, by=request.user) if created else ():
        messages.warning(request, told)
    if created:
        log_change(request, imported, f"建立草稿{len(created)}篇")
        messages.success(request, f"建好草稿{len(created)}篇，都还没有送审，不会自动发布。")
    else:
        messages.info(request, "草稿都已建好，没有再建。")
    return redirect(imported)


@page(ImportedPage, "drop", methods=["GET", "POST"], permission="view")
def drop(request: HttpRequest, imported: ImportedPage) -> HttpResponse:
    """Put a mistaken import away, or bring it back."""
    if request.method != "POST":  # back from the login page
        return redirect(imported)
    try:
        if imported.state == ImportedPage.State.DROPPED:
            putting_away.restore(imported)
            log_change(request, imported, "放回来整理")
            messages.success(request, f"{imported}放回来了，可以接着整理。")
            return redirect(imported)
        closed = putting_away.drop(imported)
    except ImportRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(imported)
    dropped = closed.state == ImportedPage.State.DROPPED
    log_change(request, imported, "撤掉" if dropped else "不再整理")
    kept = "原文还存着，可以放回来。" if dropped else "已经建成的草稿没有动，不要的请到稿件里删。"
    messages.success(request, f"{imported}{'撤掉了' if dropped else '不再整理了'}。{kept}")
    return redirect("admin:articles_importedpage_changelist")


@page(ImportedPage, "sheet", methods=["GET"], permission="view")
def show_sheet(request: HttpRequest, imported: ImportedPage) -> HttpResponse:
    """The page of the PDF as it is printed."""
    if not imported.file:
        raise Http404
    try:
        data = _draw(imported.pk, imported.file)
    except ImportRefused as refusal:
        raise Http404 from refusal
    return HttpResponse(data, content_type="image/webp")


@lru_cache(maxsize=32)
def _draw(pk: int, name: str) -> bytes:
    return printed_pages.draw_sheet(ImportedPage.objects.get(pk=pk), _SHEET_WIDTH)


def _refuse(request, imported, refusal):
    messages.error(request, str(refusal))
    imported.refresh_from_db()
    return _render_screen(request, imported, refused=_read_refused(request.POST))


def _render_screen(request, imported, refused=None, facts=None):
    context = collect_screen(imported, request.user, refused)
    names = ("title", "issued_on", "page")
    initial = {name: getattr(imported, name) for name in names}
    context["facts"] = facts or FactsForm(initial=initial)
    return _render(
        request, "screen", str(imported), context, status=200 if refused is None else 409
    )


def _render(request, name, title, context, **options):
    here = reverse("admin:articles_importedpage_changelist")
    template = f"admin/articles/importedpage/{name}.html"
    return render_page(request, template, title, context | {"list_url": here}, **options)


def _read_revision(request):
    try:
        return int(request.POST["revision"])
    except (KeyError, ValueError) as error:
        raise ImportRefused("页面不完整，什么也没改。请刷新再试。") from error


def _read_refused(post) -> RefusedAct:
    lines = frozenset(post.getlist("lines"))
    if post.get("act") != "head":
        return RefusedAct(lines)
    words = zip(post.getlist("kind"), post.getlist("text"), strict=False)
    return RefusedAct(
        lines,
        story=post.get("story", ""),
        heads=dict(zip(post.getlist("line"), words, strict=False)),
        new=(post.get("new_kind", ""), post.get("new_text", "")),
    )


def _read_act(post):
    """Read (name, arguments) for `pages.act` from what the screen's forms send.

    A button's `act` is the act's name, or name:argument. Raises ImportRefused.
    """
    name, _, rest = post.get("act", "").partition(":")
    rest = rest or post.get("to", "")
    if not name:
        raise ImportRefused("还没有说要做什么，什么也没改。选好行以后请按上面的按钮。")
    try:
        lines = [int(number) for number in post.getlist("lines")]
        if name == "settle":
            return name, {"story": int(post["story"]), "doubt": int(post["doubt"])}
        if name == "head":
            rows = zip(
                map(int, post.getlist("line")),
                post.getlist("kind"),
                post.getlist("text"),
                strict=True,
            )
            new = (post["new_kind"], post["new_text"])
            return name, {"story": int(post["story"]), "rows": list(rows), "new": new}
        if name == "swap":
            stories = [int(index) for index in post.getlist("stories")]
            return name, {"lines": lines, "stories": stories}
        extra = {
            "move": lambda: {"to": int(rest) if rest.isdigit() else rest},
            "shift": lambda: {"by": 1 if int(rest) > 0 else -1},
            "label": lambda: {"kind": post["kind"]},
        }
        more = extra[name]() if name in extra else {}
    except (KeyError, ValueError) as error:
        raise ImportRefused("这一步看不懂，什么也没改。请刷新页面再试。") from error
    return name, {"lines": lines} | more
