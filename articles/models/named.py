"""What reporters, places and campaigns share: a name, its pinyin, and an address."""

from django.db import models

from articles.text.pinyin import initials, pinyin, slug


class NameField(models.CharField):
    """A Chinese name; on saving fills an empty `pinyin`, `initials` and `slug` beside it.

    Machine pinyin is often wrong for surnames and rare characters, so what an editor typed stays.
    """

    def pre_save(self, instance, add):
        name = super().pre_save(instance, add)
        instance.pinyin = instance.pinyin or pinyin(name)
        instance.slug = instance.slug or _free_slug(instance, slug(name))
        return name


class InitialsField(models.CharField):
    """The first letters of the pinyin, for finding 张嫄苒 by zyr. Never typed, always derived."""

    def pre_save(self, instance, add):
        value = initials(instance.pinyin)
        setattr(instance, self.attname, value)
        return value


def _free_slug(instance, wanted: str) -> str:
    taken = set(
        type(instance)
        ._default_manager.filter(slug__startswith=wanted)
        .exclude(pk=instance.pk)
        .values_list("slug", flat=True)
    )
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free
