"""转用 in the admin: which of our articles other papers and platforms published, one by one."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.admin.lookups import OfferedLookups
from articles.admin.widgets import Picking
from articles.models import OutsideUse, is_known
from articles.roles import name_of
from articles.text.characters import clean_to_one_line


class OutsideUseForm(forms.ModelForm):
    """Refuses what cannot have been used: an article that nobody could read, a day to come."""

    address = forms.URLField(label="网址", max_length=500, required=False, assume_scheme="https")

    def clean_article(self):
        article = self.cleaned_data["article"]
        if "article" in self.changed_data and not article.is_public:
            raise ValidationError("这篇还没有公开，或者已经撤下，不能记转用。请选已公开的稿件。")
        return article

    def clean_outlet(self):
        outlet = clean_to_one_line(self.cleaned_data["outlet"])
        if not outlet:
            raise ValidationError("请写明哪家媒体或平台。")
        return outlet

    def clean_used_on(self):
        day = self.cleaned_data["used_on"]
        if is_known(day) and day > timezone.localdate():
            raise ValidationError("转用的日子还没有到，请写已经登出来的那天。")
        return day


@admin.register(OutsideUse)
class OutsideUseAdmin(OfferedLookups, Picking, admin.ModelAdmin):
    form = OutsideUseForm
    #: By this an article's page leads to its own uses.
    linked_lookups = ("article__id__exact",)
    list_display = ["article", "level", "outlet", "used_on", "recorder"]
    list_filter = ["level"]
    list_select_related = ["article", "recorded_by"]
    search_fields = ["article__headline", "outlet"]
    search_help_text = "稿件的主题，或哪家媒体"
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False

    autocomplete_fields = ["article"]
    fields = ["article", "level", "outlet", "used_on", "address", "note", "recorder"]
    readonly_fields = ["recorder"]

    def get_queryset(self, request):
        """Without the texts of the articles."""
        return super().get_queryset(request).defer("article__body")

    @admin.display(description="登记人", ordering="recorded_by")
    def recorder(self, use):
        return name_of(use.recorded_by)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.recorded_by = request.user
        super().save_model(request, obj, form, change)
