"""What reporters, places and campaigns share: a name, its pinyin, and an address."""

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Length, Replace

from articles.text.fold import settled
from articles.text.pinyin import initials, pinyin, slug, spelled, syllables

#: The longest syllable, zhuang, and the space after it: what a character of a name may need.
SYLLABLE = 7


class NamedQuerySet(models.QuerySet):
    """Of models with a NameField.

    `appearances` names the rows that say where they stand, `in_articles` the way to them from an
    article.
    """

    def with_public_articles(self):
        """Those that a reader has something to read of; no other may be named to readers."""
        return self.filter(Exists(self._public()))

    def with_pieces(self):
        """Adds `pieces`, the number of public articles."""
        rows = self._public()
        column, owner = rows.model.article_field, self._appearances.field.name
        counts = rows.order_by().values(owner).annotate(n=Count(column, distinct=True))
        return self.annotate(pieces=Coalesce(Subquery(counts.values("n")), 0))

    def called(self, *texts):
        """Names with one of the texts in them, or whose pinyin or initials begin so; nearest first.

        `张嫄`, `zhangyuan`, `zhang yuan ran`, `Zhāng Yuán` and `zyr` all find 张嫄苒. One character
        only begins names: inside them it finds too many.
        """
        exact, found = Q(), Q()
        for text in texts:
            for name in {text.strip(), settled(text)} - {""}:
                exact |= Q(name__iexact=name)
                found |= Q(**{f"name__{'icontains' if len(name) > 1 else 'istartswith'}": name})
            if letters := spelled(text):
                exact |= Q(run=letters) | Q(initials=letters)
                found |= Q(run__startswith=letters) | Q(initials__startswith=letters)
        if not found:
            return self.none()
        rows = self.alias(run=Replace("pinyin", Value(" "))).filter(found)
        return rows.order_by(Case(When(exact, then=0), default=1), Length("name"), "pinyin", "pk")

    @property
    def _appearances(self):
        return self.model._meta.get_field(self.model.appearances)

    def _public(self):
        relation = self._appearances
        rows = relation.related_model.objects.public()
        return rows.filter(**{relation.field.name: OuterRef("pk")})


class NameField(models.CharField):
    """A Chinese name; on saving fills an empty `pinyin`, `initials` and `slug` beside it.

    Machine pinyin is often wrong for surnames and rare characters, so what an editor typed stays,
    but for capitals, tones and hyphens, by which nobody searches.
    """

    def pre_save(self, instance, add):
        name = super().pre_save(instance, add)
        instance.pinyin = syllables(instance.pinyin) or pinyin(name)
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
