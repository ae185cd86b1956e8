"""Fields that keep their own promise whatever the way in: form, import, bulk_create, update()."""

from django.db import models
from django.db.models.fields.files import ImageFieldFile
from django_prose_editor.fields import ProseEditorField

from articles.photos import store
from articles.text import body


class BodyField(ProseEditorField):
    """Rich text of the grammar of `text/body.py`, cleaned each time it goes to the database."""

    def __init__(self, *args, **kwargs):
        # The library asks for the key; the grammar's home is text/body.py, the editor's editor.js.
        kwargs.setdefault("config", {"extensions": {}})
        kwargs.setdefault("sanitize", body.clean)
        super().__init__(*args, **kwargs)

    def get_db_prep_save(self, value, connection):
        if isinstance(value, str):
            value = body.clean(value)
        return super().get_db_prep_save(value, connection)

    def pre_save(self, instance, add):
        value = body.clean(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value


class LengthField(models.PositiveIntegerField):
    """字数 of the body beside it, counted on saving; `update(body=…)` alone leaves it behind."""

    def pre_save(self, instance, add):
        value = body.length(instance.body)
        setattr(instance, self.attname, value)
        return value


class PictureFile(ImageFieldFile):
    def save(self, name, content, save=True):
        """Store the picture re-encoded, without metadata, in every width; see articles.photos."""
        self.name, self.instance.digest = store(self.storage, content)
        setattr(self.instance, self.field.attname, self.name)
        self._committed = True
        self.field.update_dimension_fields(self.instance, force=True)
        if save:
            self.instance.save()

    save.alters_data = True


class PictureField(models.ImageField):
    attr_class = PictureFile
