from django import forms
from django_prose_editor.widgets import ProseEditorWidget, prose_editor_base_media
from js_asset import ImportMap, Media, Script

_MODULES = ImportMap(
    {
        "desk/photo-place": "desk/js/photo_place.js",
        "desk/photos": "desk/js/photos.js",
        "desk/tools": "desk/js/tools.js",
        "desk/word": "desk/js/word.js",
    }
)


class BodyWidget(ProseEditorWidget):
    """The rich-text editor of a body; a plain text area of HTML where scripts don't run."""

    @property
    def media(self):
        return prose_editor_base_media + Media(
            importmap=_MODULES, js=[Script("desk/js/editor.js", type="module")]
        )

    def get_context(self, name, value, attrs):
        # The library's own would add its menu and extensions, which are not ours.
        return forms.Textarea.get_context(
            self, name, value, (attrs or {}) | {"data-body-editor": ""}
        )
