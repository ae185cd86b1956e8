"""Fields that clean or derive their value whenever it is written, by `bulk_create` too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.fields.files import ImageFieldFile
from django_prose_editor.fields import ProseEditorField

from articles.models.likeness import Likeness
from articles.photos import store
from articles.text import body
from articles.text.characters import CharacterRefused, refuse_characters
from articles.text.fold import fold_words

if TYPE_CHECKING:
    from articles.models.photo import Photo

    CharColumn = models.CharField[str, str]
    IntegerColumn = models.PositiveIntegerField[int, int]
    TextColumn = models.TextField[str, str]
else:  # Django's fields take no type arguments at run time
    CharColumn, IntegerColumn = models.CharField, models.PositiveIntegerField
    TextColumn = models.TextField


def validate_characters(value: object) -> None:
    """Refuse, as ValidationError, what `refuse_characters` does; some fields clean to no text."""
    try:
        refuse_characters(value if isinstance(value, str) else "")
    except CharacterRefused as why:
        raise ValidationError(str(why), code="character") from why


class Unsought(Func):
    """A column by which no index of SQLite is searched; its value is what it was."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


class BodyField(ProseEditorField):
    """Rich text in the grammar of `text/body.py`, cleaned whenever it is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The library insists on the key; text/body.py has the grammar, editor.js the editor's part.
        kwargs.setdefault("config", {"extensions": {}})
        kwargs.setdefault("sanitize", body.clean)
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call] # it has no types

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, str):
            value = body.clean(value)
        return super().get_db_prep_save(value, connection)

    def pre_save(self, instance: models.Model, add: bool) -> str:
        value = body.clean(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value


class LengthField(IntegerColumn):
    """The 字数 of the body beside it, counted on saving; `update(body=…)` does not count anew."""

    def pre_save(self, instance: Any, add: bool) -> int:
        value = body.length(instance.body)
        setattr(instance, self.attname, value)
        return value


class FoldedField(TextColumn):
    """What the columns of `of` say, as it is looked for; `update(caption=…)` does not fold anew."""

    def __init__(self, *args: Any, of: Sequence[str] = (), **kwargs: Any) -> None:
        self.of = tuple(of)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        value = "\n".join(fold_words(getattr(instance, name)) for name in self.of)
        setattr(instance, self.attname, value)
        return value


class PictureFile(ImageFieldFile):
    instance: Photo

    def save(self, name: str, content: File[Any], save: bool = True) -> None:
        """Store the picture re-encoded, in every width, and of its metadata only what AI did to it;
        see articles.photos."""
        stored = store(self.storage, content, ai_use=self.instance.ai_use or None)
        self.instance.ai_use = self.instance.ai_use or stored.reading.ai_use
        self.name, self.instance.digest = stored.name, stored.digest
        Likeness.objects.keep(stored.digest, stored.likeness)
        self.instance.focus_left, self.instance.focus_top = stored.focus
        self.instance.taken_on = stored.reading.taken_on
        setattr(self.instance, self.field.attname, self.name)
        self._committed = True
        self.field.update_dimension_fields(self.instance, force=True)
        if save:
            self.instance.save()

    save.alters_data = True  # type: ignore[attr-defined] # templates read it off the function


class PictureField(models.ImageField):
    attr_class = PictureFile
