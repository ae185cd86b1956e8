"""The article form and its steps. The list's columns, filters and acts are in article_list."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path
from js_asset import Media, Script

from articles import workflow
from articles.admin.article_form import ArticleForm
from articles.admin.article_list import ArticleList
from articles.admin.article_rows import Bylines, Photos, forget_files
from articles.admin.widgets import BodyWidget, ManyPicker, number
from articles.models import Article, Campaigned, Photo, Placed, Status
from articles.models.fields import BodyField
from articles.workflow import HANDLE


class _Overtaken(Exception):  # noqa: N818
    """Somebody else's save came first, by a moment."""


@admin.register(Article)
class ArticleAdmin(ArticleList):
    form = ArticleForm
    inlines = [Bylines, Photos]
    formfield_overrides = {BodyField: {"widget": BodyWidget}}
    change_form_template = "admin/articles/article/change_form.html"

    class Media:
        js = [
            Script("desk/js/measure.js", type="module"),
            Script("desk/js/article.js", type="module"),
            Script("desk/js/kept.js", type="module"),
        ]

    # What an account may do

    def has_change_permission(self, request, obj=None):
        """Nothing edits a live article in place; one's own, unless one handles all copy."""
        return super().has_change_permission(request, obj) and (
            obj is None or (obj.status in workflow.EDITABLE and self._may_see(request, obj))
        )

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and (
            obj is None or self._may_see(request, obj)
        )

    def has_delete_permission(self, request, obj=None):
        """One's own drafts; with the permission anything that is not signed off."""
        may_delete = super().has_delete_permission(request, obj)
        may_change = super().has_change_permission(request, obj)
        if obj is None:
            return may_delete or may_change
        if obj.status == Status.APPROVED or not self._may_see(request, obj):
            return False
        own_draft = obj.status == Status.DRAFT and obj.created_by_id == request.user.pk
        return may_delete or (may_change and own_draft)

    def _may_see(self, request, article):
        return request.user.has_perm(HANDLE) or article.created_by_id == request.user.pk

    # The form

    def get_fieldsets(self, request, obj=None):
        fields = ["kicker", "headline", "subhead", "summary", "body", "campaigns", "places"]
        fields += ["genre", "source"]
        if request.user.has_perm(HANDLE):
            fields += ["weight", "page", "publish_at"]
        return [(None, {"fields": fields})]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        for name, row in (("campaigns", Campaigned.tag), ("places", Placed.place)):
            form.base_fields[name].widget = ManyPicker(row.field, self.admin_site)
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in _MEASURED:
            widget = forms.Textarea if db_field.name == "headline" else forms.TextInput
            field.widget = widget(_MEASURED[db_field.name] | {"maxlength": db_field.max_length})
        elif db_field.name == "summary":
            field.widget.attrs["rows"] = 3
        elif db_field.name == "publish_at":
            for box, label in zip(field.widget.widgets, ("发布日期", "发布时刻"), strict=True):
                box.attrs["aria-label"] = label
        return field

    def get_object(self, request, object_id, from_field=None):
        """For a POST the row is locked first, so that its revision stays what it is."""
        if request.method == "POST" and transaction.get_connection().in_atomic_block:
            locked = Article.objects.select_for_update().filter(pk=number(object_id))
            list(locked.values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except _Overtaken:  # the form sees the other's revision now, and says so
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        article = obj or Article(created_by=request.user)
        form = context["adminform"].form
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        context |= {
            "article": article,
            "editable": add or self.has_change_permission(request, obj),
            "steps": workflow.steps_for(article, request.user),
            "lacks": workflow.lacks(article) if obj else ["主题", "正文或图片"],
            "stored": form.stored,
            "may_correct": request.user.has_perm("articles.add_correction"),
        }
        if form.is_bound:
            self._name_lost_files(context)
        response = super().render_change_form(request, context, add, change, form_url, obj)
        response.status_code = 409 if form.stored else 200
        return response

    def _name_lost_files(self, context):
        """Browsers forget chosen files when a form comes back: the rows say which."""
        for inline in context["inline_admin_formsets"]:
            for row in inline.formset.forms:
                file = row.files.get(row.add_prefix("image"))
                row.lost_file = file.name if file else ""

    # Saving

    def save_model(self, request, obj, form, change):
        if change:
            # Beside the lock, so that of two saves of one revision only one can win.
            seen = Article.objects.filter(pk=obj.pk, revision=obj.revision)
            if not seen.update(revision=F("revision") + 1):
                raise _Overtaken
            obj.revision += 1
        else:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        files = set(Photo.objects.filter(article=form.instance).values_list("image", flat=True))
        super().save_related(request, form, formsets, change)
        Article.objects.filter(pk=form.instance.pk).carry_times()
        forget_files(files - set(form.instance.photos.values_list("image", flat=True)))
        vanished = sum(hasattr(row, "vanished") for formset in formsets for row in formset.forms)
        if vanished:
            messages.warning(request, f"有{vanished}行署名或图片已被同事删去，没有再加。")

    def delete_model(self, request, obj):
        self.delete_queryset(request, Article.objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        photos = Photo.objects.filter(article__in=queryset)
        forget_files(list(photos.values_list("image", flat=True)))
        super().delete_queryset(request, queryset)

    def response_add(self, request, obj, post_url_continue=None):
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._saved(request, obj)

    def response_change(self, request, obj):
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self._saved(request, obj)

    def _saved(self, request, article):
        """After a save: the step whose button was pressed, and back to the form."""
        name = request.POST.get("_step")
        if name:
            self._take(request, article, name, article.revision)
        else:
            messages.success(request, f"已保存：{article}")
        return redirect("admin:articles_article_change", article.pk)

    # Steps

    def get_urls(self):
        view = self.admin_site.admin_view(self.step_view)
        return [
            path("<path:object_id>/step/", view, name="articles_article_step"),
            *super().get_urls(),
        ]

    def step_view(self, request, object_id):
        """A step on an article that is only read: withdraw, reopen."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self.get_object(request, unquote(object_id))
        if article is None:
            raise Http404
        revision = number(request.POST.get("revision", ""))
        if revision is None:
            raise PermissionDenied
        self._take(request, article, request.POST.get("_step", ""), revision)
        return redirect("admin:articles_article_change", article.pk)

    def _take(self, request, article, name, revision):
        step = workflow.STEPS.get(name)
        if step is None:
            raise PermissionDenied
        try:
            workflow.take(step, article, by=request.user, revision=revision)
        except workflow.StepRefused as refusal:
            messages.error(request, str(refusal))
        else:
            self.log_change(request, article, step.label)
            messages.success(request, f"已{step.label}：{article}")

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj and obj.is_public else None


_MEASURED = {
    "kicker": {"class": "kicker-input", "data-measure": 20},
    "headline": {"class": "headline-input", "rows": 1, "data-measure": 26, "data-balance": ""},
    "subhead": {"class": "subhead-input", "data-measure": 30},
}
