"""责编: who edits a section or a street, as its page in the admin says it."""

from django import forms
from django.contrib import admin

from articles.models import Absence
from articles.roles import HANDLE, find_active_holders, name_of

#: Whoever may give a section its editors gives a street its own, too.
NAMES_EDITORS = "articles.change_section"


class EditorsField(forms.ModelMultipleChoiceField):
    """Colleagues who handle copy, by their names."""

    def label_from_instance(self, obj):
        return name_of(obj)


class Edited(admin.ModelAdmin):
    """The admin of rows that have editors: chosen by their names, told in the list."""

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("editors__absence")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name != "editors":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        rows = find_active_holders([HANDLE]).order_by("last_name", "username")
        return EditorsField(
            queryset=rows, label=db_field.verbose_name, required=False,
            widget=forms.CheckboxSelectMultiple, help_text=db_field.help_text,
        )  # fmt: skip

    @admin.display(description="责编")
    def editor_names(self, row):
        return "、".join(_say(each) for each in row.editors.all()) or "—"


def _say(account):
    absence = getattr(account, "absence", None)
    away = isinstance(absence, Absence) and absence.lasts
    return f"{name_of(account)}（{absence}）" if away else name_of(account)
