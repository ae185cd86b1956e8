from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django_prose_editor.widgets import ProseEditorWidget, prose_editor_base_media
from js_asset import ImportMap, Media, Script

from articles.text.keys import parse_key

_MODULES = ImportMap(
    {
        "desk/photo-place": "desk/js/photo_place.js",
        "desk/photos": "desk/js/photos.js",
        "desk/tools": "desk/js/tools.js",
        "desk/word": "desk/js/word.js",
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
        attrs = (attrs or {}) | {"data-body-editor": ""}
        return forms.Textarea.get_context(self, name, value, attrs)


class _OnlyKeys:
    """Leaves out posted values that are no keys: Django's pickers fail on them in the database."""

    def optgroups(self, name, value, attr=None):
        known = [each for each in value if each == "" or parse_key(each) is not None]
        return super().optgroups(name, known, attr)


class Picker(_OnlyKeys, AutocompleteSelect):
    pass


class ManyPicker(_OnlyKeys, AutocompleteSelectMultiple):
    pass


class Picking:
    """For admin classes with `autocomplete_fields`: their pickers survive any posted value."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Picker(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
