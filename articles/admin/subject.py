"""名录: people, organisations and places that texts tell of, each with a page for readers."""

from django.contrib import admin
from django.db.models import Count, Q

from articles import merging
from articles.admin.addressed import AddressedForm, refuse_former
from articles.admin.lookups import OfferedLookups
from articles.admin.names.merge import Merging
from articles.models import Subject


class SubjectForm(AddressedForm):
    nameless = "subject"

    def clean_slug(self):
        refuse_former(self.instance, self.cleaned_data["slug"])
        return self.cleaned_data["slug"]


@admin.register(Subject)
class SubjectAdmin(OfferedLookups, Merging, admin.ModelAdmin):
    list_display = ["name", "kind", "about", "active", "times"]
    list_filter = ["kind", "active"]
    search_fields = ["name", "aliases", "about"]
    search_help_text = "名称、别名或一句话"
    show_facets = admin.ShowFacets.NEVER

    form = SubjectForm
    merge = staticmethod(merging.merge_subjects)
    fields = ["kind", "name", "aliases", "about", "active", "slug"]

    def get_queryset(self, request):
        confirmed = Count("mentions", filter=Q(mentions__confirmed=True))
        return super().get_queryset(request).annotate(times=confirmed)

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    @admin.display(description="写到它的稿件", ordering="times")
    def times(self, subject):
        return f"{subject.times}篇"
