"""来稿导入: the list, the form that takes a page in, the screen where an editor arranges it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.desk.intake import screen
from articles.imports import pages
from articles.imports.acts import ImportRefused
from articles.models import ImportedPage
from articles.roles import HANDLE


class FactsForm(forms.Form):
    """Where and when a page was printed."""

    title = forms.CharField(
        label="版面", required=False, max_length=80, help_text="例如“十一月号第三版”。可以不填。"
    )
    issued_on = forms.DateField(
        label="出版日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="签发后稿件就归在这一天。",
        error_messages={"invalid": "日期要写成2023-11-09这样。"},
    )
    page = forms.IntegerField(
        label="版次",
        required=False,
        min_value=1,
        max_value=999,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "版次要写1到999之间的数字。"
        ),
    )


class IntakeForm(FactsForm):
    """A page's text, pasted or as a file. What was pasted, or read from the file, stays typed."""

    text = forms.CharField(
        label="版面文字", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 16})
    )
    file = forms.FileField(label="或选一个文字文件（.txt）", required=False, allow_empty_file=True)
    again = forms.BooleanField(label="确实要再导入一次", required=False)
    field_order = ["text", "file", "title", "issued_on", "page", "again"]

    #: Earlier imports of the same page, to be shown with `again`.
    earlier = ()

    def clean(self):
        data = super().clean()
        if upload := data.get("file"):
            data["text"] = self._read(upload, data.get("text") or "")
        if "file" not in self.errors and not (data.get("text") or "").strip():
            self.add_error("text", "没有文字可导入。请粘贴版面文字，或选一个文字文件。")
        return data

    def _read(self, upload, pasted):
        if pasted.strip():
            self.add_error("file", "粘贴的文字和文件只能要一样。清空上面的文字，或者不选文件。")
            return pasted
        try:
            text, remark = pages.decode(upload.read(pages.LARGEST * 3 + 1))
        except ImportRefused as refusal:
            self.add_error("file", str(refusal))
            return pasted
        self.remark = remark
        # A browser doesn't keep a chosen file: its text is there if the form comes back.
        self.data = self.data.copy()
        self.data["text"] = text
        return text

    def take_in(self, by):
        """The page, or None and errors on the form."""
        facts = {name: self.cleaned_data[name] for name in ("text", "issued_on", "page", "title")}
        try:
            return pages.take_in(**facts, by=by, again=self.cleaned_data["again"])
        except pages.SamePage as same:
            self.earlier = same.pages
            self.add_error(None, "这一版已经导入过。要再导一次，请勾选下面的确认。")
        except ImportRefused as refusal:
            self.add_error("text", str(refusal))
        return None


@admin.register(ImportedPage)
class ImportedPageAdmin(admin.ModelAdmin):
    list_display = ["__str__", "issued_on", "page", "state", "drafts", "created_by", "created_at"]
    list_filter = ["state"]
    list_select_related = ["created_by"]
    search_fields = ["title"]
    search_help_text = "按版面名称查找"
    show_full_result_count = False

    @admin.display(description="稿件")
    def drafts(self, page):
        return f"{page.made}篇" if page.made else "—"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.defer("text", "reading", "history").annotate(made=Count("articles"))

    def has_module_permission(self, request):
        return _may(request)

    def has_view_permission(self, request, obj=None):
        return _may(request)

    def has_add_permission(self, request):
        return _may(request)

    def has_change_permission(self, request, obj=None):
        return _may(request)

    def has_delete_permission(self, request, obj=None):
        return _may(request) and super().has_delete_permission(request, obj)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/act/", wrap(self.act_view), name="articles_importedpage_act"),
            path("<int:pk>/facts/", wrap(self.facts_view), name="articles_importedpage_facts"),
            path("<int:pk>/create/", wrap(self.create_view), name="articles_importedpage_create"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        if not _may(request):
            raise PermissionDenied
        form = IntakeForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid() and (page := form.take_in(request.user)):
            self.log_addition(request, page, "整版导入")
            if remark := getattr(form, "remark", ""):
                messages.warning(request, remark)
            return redirect(page)
        context = self._context(request, "整版导入") | {"form": form}
        return TemplateResponse(request, "admin/articles/importedpage/add.html", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not _may(request):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        if not object_id.isascii() or not object_id.isdigit():
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        page = ImportedPage.objects.filter(pk=object_id).first()
        if page is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return self._screen(request, page)

    def act_view(self, request, pk):
        """One act of the screen; refused, the screen comes back with what was chosen and typed."""
        page = self._page(request, pk)
        if request.method != "POST":  # back from the login page
            return redirect(page)
        try:
            name, arguments = _asked(request.POST)
            pages.act(page, name, arguments, by=request.user, revision=_revision(request))
        except ImportRefused as refusal:
            messages.error(request, str(refusal))
            page.refresh_from_db()
            return self._screen(request, page, typed=request.POST)
        return redirect(page)

    def facts_view(self, request, pk):
        """The page's name, date and number; drafts made later, or not yet touched, take them."""
        page = self._page(request, pk)
        form = FactsForm(request.POST)
        if request.method == "POST" and not form.is_valid():
            return self._screen(request, page, typed=request.POST, facts=form)
        if request.method == "POST":
            try:
                pages.set_facts(page, form.cleaned_data)
            except ImportRefused as refusal:
                messages.error(request, str(refusal))
        return redirect(page)

    def create_view(self, request, pk):
        page = self._page(request, pk)
        if request.method != "POST":
            return redirect(page)
        try:
            made = pages.create_drafts(
                page,
                by=request.user,
                revision=_revision(request),
                campaigns="campaigns" in request.POST,
            )
        except ImportRefused as refusal:
            messages.error(request, str(refusal))
            page.refresh_from_db()
            return self._screen(request, page, typed=request.POST)
        if made:
            self.log_change(request, page, f"建立草稿{len(made)}篇")
            messages.success(request, f"建好草稿{len(made)}篇，都还没有送审，不会自动发布。")
        else:
            messages.info(request, "草稿都已建好，没有再建。")
        return redirect(page)

    def _page(self, request, pk):
        if not _may(request):
            raise PermissionDenied
        return get_object_or_404(ImportedPage, pk=pk)

    def _screen(self, request, page, typed=None, facts=None):
        context = self._context(request, str(page)) | screen(page, request.user, typed)
        names = ("title", "issued_on", "page")
        initial = {name: getattr(page, name) for name in names}
        context["facts"] = facts or FactsForm(initial=initial)
        return TemplateResponse(
            request,
            "admin/articles/importedpage/screen.html",
            context,
            status=200 if typed is None else 409,
        )

    def _context(self, request, title):
        request.current_app = self.admin_site.name
        here = reverse("admin:articles_importedpage_changelist")
        return self.admin_site.each_context(request) | {"title": title, "list_url": here}


def _may(request):
    """Whoever makes articles and handles others' copy."""
    return request.user.has_perms(["articles.add_article", HANDLE])


def _revision(request):
    try:
        return int(request.POST["revision"])
    except (KeyError, ValueError) as error:
        raise ImportRefused("页面不完整，什么也没改。请刷新再试。") from error


def _asked(post):
    """(name, arguments) of `pages.act`, from what the screen's forms send.

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
