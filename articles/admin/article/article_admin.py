"""The article form; steps.py has its steps, listing.py the list with its columns and actions."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect
from js_asset import Media, Script

from articles import notices, versions
from articles.admin.article import beginning, kept, overtaken
from articles.admin.article.clash import warn_of_clash
from articles.admin.article.form import RESUME, ArticleForm
from articles.admin.article.inlines import Bylines, Photos
from articles.admin.article.listing import ArticleList
from articles.admin.article.saved_twice import SavedBefore, answer_saved_before, end_page
from articles.admin.article.sent import keep_files, mark_photos
from articles.admin.article.steps import collect_rail, others_at, take_step
from articles.admin.article.trash import refuse_deletion
from articles.admin.widgets import BodyWidget, ManyPicker, Picking
from articles.context_processors import site_of
from articles.desk.feedback import HAS_FEEDBACK
from articles.desk.templates import ARTICLE_TEMPLATES
from articles.filters import DAY_INPUT
from articles.models import (
    TRASH_DAYS,
    Article,
    Campaigned,
    OutsideUse,
    Placed,
    ReadCount,
)
from articles.models.fields import BodyField
from articles.review import duties, names, record, rights, trashing
from articles.roles import HANDLE
from articles.text.keys import parse_key


class _Overtaken(Exception):  # noqa: N818
    """Another account saved this revision first."""


@admin.register(Article)
class ArticleAdmin(Picking, ArticleList):
    form = ArticleForm
    inlines = [Bylines, Photos]
    autocomplete_fields = ["section"]
    formfield_overrides = {BodyField: {"widget": BodyWidget}}
    change_form_template = "admin/articles/article/change_form.html"

    class Media:
        js = [
            Script("desk/js/measure.js", type="module"),
            Script("desk/js/article.js", type="module"),
            Script("desk/js/kept.js", type="module"),
            Script("desk/js/presence.js", type="module"),
        ]

    # What an account may do

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or rights.may_edit(obj, request.user, site_of(request))
        )

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and (
            obj is None or obj.is_visible_to(request.user)
        )

    def has_delete_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or rights.may_delete(obj, request.user, site_of(request))
        )

    # The form

    def get_fieldsets(self, request, obj=None):
        fields = ["kicker", "headline", "subhead", "short_title", "summary", "body"]
        fields += ["campaigns", "places", "genre", "source", "original_title", "original_author"]
        fields += ["ai_use", "section", "event_on", "embargo_until", "ends_at"]
        if request.user.has_perm(HANDLE):
            fields += ["weight", "page", "publish_at", "due_at"]
        return [(None, {"fields": fields})]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        for name, row in (("campaigns", Campaigned.tag), ("places", Placed.place)):
            form.base_fields[name].widget = ManyPicker(row.field, self.admin_site)
        if request.user.has_perm("articles.add_reporter"):
            del form.base_fields["colleagues"]  # they add to the list where they choose from it
        return form

    def get_changeform_initial_data(self, request):
        return super().get_changeform_initial_data(request) | beginning.begin(request)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """A new article begins with its writer's own byline.

        Only as long as nothing is posted: what is as it began would not be saved.
        """
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, Bylines) and obj.pk is None and request.method == "GET":
            kwargs["initial"] = beginning.begin_bylines(request)
        return kwargs

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in _MEASURED:
            widget = forms.Textarea if db_field.name == "headline" else forms.TextInput
            field.widget = widget(_MEASURED[db_field.name] | {"maxlength": db_field.max_length})
        elif db_field.name == "section":  # their own list is the place to change them
            for act in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{act}_related", False)
        elif db_field.name == "event_on":
            field.widget = forms.DateInput(DAY_INPUT, format="%Y-%m-%d")
        elif db_field.name == "summary":
            field.widget.attrs["rows"] = 3
        elif db_field.name in _MOMENTS:
            for box, label in zip(field.widget.widgets, _MOMENTS[db_field.name], strict=True):
                box.attrs["aria-label"] = label
        return field

    def get_queryset(self, request):
        """For pages with an article's record, its readings too, in the query that finds it."""
        rows, found = super().get_queryset(request), request.resolver_match
        if found is None or "object_id" not in found.kwargs:
            return rows
        if found.url_name in _WITH_RECORD:
            told = ReadCount.objects.sums_of_articles() | OutsideUse.objects.count_of_articles()
            told |= notices.has_unread(request.user)
            rows = rows.annotate(**told, **HAS_FEEDBACK)
        return rows.select_related("section")

    def get_object(self, request, object_id, from_field=None):
        """For pages that only show the article, load everything it says along with it."""
        article = super().get_object(request, object_id, from_field)
        if article and request.method != "POST":
            versions.load([article])
        return article

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            kept.take_up(request, object_id)
        except Http404:
            messages.warning(request, "要接着写的那一份已经不在了：存过、丢掉了，或者过了一周。")
            return redirect(request.path)
        # Before the transaction: decoding takes seconds, in which nobody else could save.
        keep_files(request)
        mark_photos(request, object_id)
        if request.method != "POST" or object_id is None:
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except SavedBefore as before:
                return answer_saved_before(request, before)
        with transaction.atomic():
            return self._save_posted(request, object_id, form_url, extra_context)

    def _save_posted(self, request, object_id, form_url, extra_context):
        """Let Django save; answer a save that comes too late with the reason and what was typed."""
        found = self._lock(request, object_id)
        if not found and "revision" in request.POST and self.has_change_permission(request):
            return overtaken.answer_gone(self, request, unquote(object_id))
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except _Overtaken:  # the form sees the other's revision now, and says so
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PermissionDenied:  # what was typed is shown, if the article was closed meanwhile
            article = self._closed_meanwhile(request, object_id)
            if article is None:
                raise
            return overtaken.answer(self, request, article)

    def _lock(self, request, object_id):
        """Lock the row until the transaction ends; False if this account sees no such article."""
        rows = self.get_queryset(request).select_related(None).select_for_update()
        return rows.filter(pk=parse_key(unquote(object_id))).values_list("pk").first() is not None

    def _closed_meanwhile(self, request, object_id):
        """The article of a posted form, if this account may see it but can no longer change it."""
        if "revision" not in request.POST:
            return None
        article = self.get_object(request, unquote(object_id))
        if article is None or not self.has_view_permission(request, article):
            return None
        may = self.has_change_permission(request), self.has_change_permission(request, article)
        return article if may == (True, False) else None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        article = obj or Article(created_by=request.user)
        form = context["adminform"].form
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        context |= {
            "article": article,
            "editable": add or self.has_change_permission(request, obj),
            "templates": ARTICLE_TEMPLATES.values() if add else (),
            "before": beginning.find_before(request) if add else None,
            "others": others_at(article, request.user) if obj else [],
            **collect_rail(request, article),
        }
        if obj and not form.is_bound:
            form.initial["version"] = context["current"].number if context["current"] else 0
        context["version_number"] = form.initial.get("version")
        context["kept_token"] = kept.choose_token(request, obj)
        if form.is_bound:
            self._name_lost_files(context)
            context |= self._both_sides(context, form)
            if RESUME in form.data:
                formsets = [inline.formset for inline in context["inline_admin_formsets"]]
                kept.pass_over_blanks(form, formsets)
                context |= {"resumed": True, "kept_before": request.kept_before}
        else:
            context["kept_offers"] = kept.collect_offers(self, request, obj)
            if obj:
                notices.mark_read(request.user, obj)
        response = super().render_change_form(request, context, add, change, form_url, obj)
        response.status_code = 409 if form.conflict else 200
        return response

    def _both_sides(self, context, form):
        """The context of the conflict page: the other save, and each place with the chosen side."""
        if not form.conflict:
            return {}
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        return {"sides": form.conflict.page(formsets), "title": "没有存上"}

    def _name_lost_files(self, context):
        """Name the files on the rows: browsers forget chosen files when a form is shown again."""
        for inline in context["inline_admin_formsets"]:
            for row in inline.formset.forms:
                file = row.files.get(row.add_prefix("image"))
                row.lost_file = file.name if file else ""

    # Saving

    def save_model(self, request, obj, form, change):
        if change:
            # SQLite has no row locks: of two saves of one revision, this lets only one win.
            seen = Article.objects.filter(pk=obj.pk, revision=obj.revision)
            if not seen.update(revision=F("revision") + 1):
                raise _Overtaken
            obj.revision += 1
            versions.ensure(obj)
        else:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        formsets = _mine(form, formsets)
        super().save_related(request, form, formsets, change)
        form.save_correction(by=request.user)
        self._save_names(request, form, formsets)
        end_page(request, form.instance, None if change else self.get_queryset(request))
        Article.objects.filter(pk=form.instance.pk).carry_times()
        vanished = sum(hasattr(row, "vanished") for formset in formsets for row in formset.forms)
        if form.left_out:
            messages.warning(request, form.left_out)
        if vanished:
            messages.warning(request, f"有{vanished}行署名或图片已被同事删去，没有再加。")
        warn_of_clash(request, form)
        record.record_change(form.instance, by=request.user)
        form.instance.refresh_from_db(fields=["status"])
        if form.stood_at:
            duties.note_move(form.instance, form.stood_at, by=request.user)

    def _save_names(self, request, form, formsets):
        """Bylines of colleagues in no list; and what the list gave to rows without a unit."""
        if proposed := names.sign_with(form.instance, form.cleaned_data.get("colleagues") or ()):
            said = "、".join(proposed)
            messages.info(request, f"{said}不在作者名录里，先照您写的署上，由责编确认。")
        rows = (row for formset in formsets for row in formset.forms)
        if filled := [row.filled for row in rows if getattr(row, "filled", "")]:
            messages.info(request, f"单位按名录填上了\N{FULLWIDTH COLON}{'、'.join(filled)}。")

    def construct_change_message(self, request, form, formsets, add=False):
        return super().construct_change_message(request, form, _mine(form, formsets), add)

    def delete_view(self, request, object_id, extra_context=None):
        article = self.get_object(request, unquote(object_id))
        if article and not self.has_delete_permission(request, article):
            return refuse_deletion(request, article)
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request, obj):
        self.delete_queryset(request, Article.objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        """Nothing is gone at once: what was never sent in lies in the trash for thirty days."""
        for article in queryset.order_by("pk"):
            trashing.throw_away(article, by=request.user)

    def response_delete(self, request, obj_display, obj_id):
        messages.success(
            request, f"“{obj_display}”放进了回收站，{TRASH_DAYS}天之内可以从那里放回。"
        )
        return redirect("admin:articles_article_changelist")

    def response_add(self, request, obj, post_url_continue=None):
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._saved(request, obj)

    def response_change(self, request, obj):
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self._saved(request, obj)

    def _saved(self, request, article):
        """After a save: take the step whose button was pressed, or return to the form."""
        if name := request.POST.get("_step"):
            return kept.tell_saved(request, take_step(request, article, name, article.revision))
        messages.success(request, f"已保存：{article}")
        if beginning.ANOTHER in request.POST and self.has_add_permission(request):
            return kept.tell_saved(request, beginning.lead_on(article))
        return kept.tell_saved(request, redirect("admin:articles_article_change", article.pk))

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj and obj.is_public else None


def _mine(form, formsets):
    """The formsets to save, without those that the writer left to a colleague's version."""
    return [each for each in formsets if not (form.conflict and form.conflict.leaves(each))]


_WITH_RECORD = {"articles_article_change", "articles_article_review"}
_MEASURED = {
    "kicker": {"class": "kicker-input", "data-measure": 20},
    "headline": {"class": "headline-input", "rows": 1, "data-measure": 26, "data-balance": ""},
    "subhead": {"class": "subhead-input", "data-measure": 30},
}
_MOMENTS = {
    "ends_at": ("截止日期", "截止时刻"),
    "embargo_until": ("不得早于的日期", "不得早于的时刻"),
    "publish_at": ("发布日期", "发布时刻"),
    "due_at": ("期限日期", "期限时刻"),
}
