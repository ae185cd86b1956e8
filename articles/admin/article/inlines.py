"""Bylines and photos in the article form: parts of the article, with its permissions."""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper

from articles.admin.article.form import (
    BylineForm,
    PhotoForm,
    PhotoFormSet,
    PhotoInput,
    RowForm,
    RowFormSet,
)
from articles.admin.widgets import NamedCells, Picking
from articles.models import Article, Byline, Photo
from articles.models.fields import PictureField


class _PartOfArticle(NamedCells, Picking, admin.TabularInline):
    extra = 0
    form = RowForm
    formset = RowFormSet

    def _may_change(self, request, article=None):
        return self.admin_site.get_model_admin(Article).has_change_permission(request, article) or (
            article is None and request.user.has_perm("articles.add_article")
        )

    def has_view_permission(self, request, obj=None):
        return True  # for everybody who sees the article

    def has_add_permission(self, request, obj):
        return self._may_change(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may_change(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may_change(request, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = False
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field


class Bylines(_PartOfArticle):
    model = Byline
    form = BylineForm
    template = "admin/articles/article/bylines.html"
    autocomplete_fields = ["reporter", "unit"]
    fields = ["role", "reporter", "unit", "position"]

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if obj is None else 0


class Photos(_PartOfArticle):
    model = Photo
    form = PhotoForm
    formset = PhotoFormSet
    template = "admin/articles/article/photos.html"
    fields = [
        "number", "image", "caption", "credit", "alt", "taken_on", "ai_use", "consent",
        "focus_left", "focus_top",
    ]  # fmt: skip
    # Stored files get new names.
    formfield_overrides = {PictureField: {"widget": PhotoInput, "max_length": None}}

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.sender, formset.refusals = request.user, getattr(request, "refused_photos", {})
        return formset
