from collections.abc import Iterable

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Model
from django.urls import reverse
from django_prose_editor.widgets import ProseEditorWidget, prose_editor_base_media
from js_asset import ImportMap, Media, Script

from articles.models import Article
from articles.text.keys import parse_key

_MODULES = ImportMap(
    {
        "desk/focus": "desk/js/focus.js",
        "desk/offers": "desk/js/offers.js",
        "desk/mend": "desk/js/mend.js",
        "desk/photo-order": "desk/js/photo_order.js",
        "desk/photo-place": "desk/js/photo_place.js",
        "desk/photos": "desk/js/photos.js",
        "desk/tools": "desk/js/tools.js",
        "desk/paste": "desk/js/paste.js",
        "desk/unsent": "desk/js/unsent.js",
    }
)


class BodyWidget(ProseEditorWidget):
    """The rich-text editor of a body; without scripts, a text area with its HTML."""

    @property
    def media(self):
        return prose_editor_base_media + Media(
            importmap=_MODULES, js=[Script("desk/js/editor.js", type="module")]
        )

    def get_context(self, name, value, attrs):
        # ProseEditorWidget would add the configuration of the library's own editor.
        address = reverse("admin:articles_article_paste")
        attrs = (attrs or {}) | {"data-body-editor": "", "data-paste": address}
        return forms.Textarea.get_context(self, name, value, attrs)


class _Picks:
    """Leaves out posted values that are no keys: Django's pickers fail on them in the database.

    `known` are rows that are here already: what is chosen among them is not asked for again.
    """

    known: Iterable[Model] = ()

    def optgroups(self, name, value, attr=None):
        keys = [each for each in value if each == "" or parse_key(each) is not None]
        known = {str(row.pk): row for row in self.known}
        if not set(keys) - {""} <= known.keys():
            return super().optgroups(name, keys, attr)
        blank = [] if self.is_required or self.allow_multiple_selected else [("", "", False)]
        chosen = [(key, str(row), True) for key, row in known.items() if key in keys]
        options = [self.create_option(name, *each, at) for at, each in enumerate(blank + chosen)]
        return [(None, options, 0)]


class Picker(_Picks, AutocompleteSelect):
    pass


class ManyPicker(_Picks, AutocompleteSelectMultiple):
    pass


def picker_of(field) -> Picker | ManyPicker | None:
    """The picker of a form's field, if it has one; the admin wraps some."""
    widget = getattr(field.widget, "widget", field.widget)
    return widget if isinstance(widget, _Picks) else None


class Picking:
    """For admin classes with `autocomplete_fields`: their pickers survive any posted value.

    Of articles they take, and so show the headlines of, those alone that the account may see, that
    residents see, and that a row of this kind names already.
    """

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Picker(db_field, self.admin_site)
            if db_field.remote_field.model is Article:
                named = self.model._base_manager.values(db_field.attname)
                rows = Article.objects
                kwargs["queryset"] = (
                    rows.visible_to(request.user) | rows.public() | rows.filter(pk__in=named)
                )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class NamedCells:
    """For admin classes whose fields stand in the cells of a table: each box says what it is.

    The two boxes of a moment are told apart besides.
    """

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        field.widget.attrs["aria-label"] = field.label
        if isinstance(field, forms.SplitDateTimeField):
            for box, part in zip(field.widget.widgets, ("日期", "时刻"), strict=True):
                box.attrs["aria-label"] = f"{field.label}的{part}"
        return field
