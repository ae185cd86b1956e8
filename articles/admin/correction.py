from django.contrib import admin
from django.utils import timezone

from articles.admin.widgets import Picking
from articles.models import Correction


@admin.register(Correction)
class CorrectionAdmin(Picking, admin.ModelAdmin):
    """Corrections have a page of their own: the article that they correct is never edited."""

    list_display = ["text", "article", "corrected_on", "created_by"]
    list_select_related = ["article", "created_by"]
    search_fields = ["text", "article__headline"]

    autocomplete_fields = ["article"]
    fields = ["article", "text", "corrected_on"]

    def get_changeform_initial_data(self, request):
        return {"corrected_on": timezone.localdate()} | super().get_changeform_initial_data(request)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
