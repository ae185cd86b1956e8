"""What reporters, places and campaigns share: a name, its pinyin, and an address."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from django.db import models
from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Length, Replace

from articles.models.fields import CharColumn, IntegerColumn
from articles.text.fold import fold_name, normalize
from articles.text.pinyin import extract_letters, initials, pinyin, slug, syllables

if TYPE_CHECKING:
    from articles.models.appearance import Appearance, AppearanceQuerySet
    from articles.models.campaign import Campaign
    from articles.models.place import Place
    from articles.models.reporter import Reporter
    from articles.models.unit import Unit

#: The letters that a character of a name may need: the longest syllable, zhuang, and a space.
SYLLABLE = 7
#: Of so many addresses one query asks.
_ASKED = 400

KeyedRow = TypeVar("KeyedRow", bound="Campaign | Place | Reporter | Unit")
NamedRow = TypeVar("NamedRow", bound="Campaign | Place | Reporter")


class KeyedQuerySet(models.QuerySet[KeyedRow]):
    """The queryset of models with a `name_key`: one name, one row, however it is written."""

    def same_name(self, name: str) -> Self:
        """The rows of this name in any spelling; more than one only where several bear it."""
        return self.filter(name_key=fold_name(name)).order_by("namesake")


class _Counted(Subquery):
    """How many rows a subquery has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = models.IntegerField()


class NamedQuerySet(KeyedQuerySet[NamedRow]):
    """The queryset of models with a NameField.

    Such a model says in `appearances` which rows tie it to articles, and in `in_articles` how a
    query on articles reaches it.
    """

    def at_address(self, slug: str) -> NamedRow | None:
        """The row with this address, or the one that had it before or took its row over."""
        if "\0" in slug:
            return None  # PostgreSQL can't even be asked for it
        return self.filter(slug=slug).first() or self.filter(former_slugs__slug=slug).first()

    def bulk_create(self, objs: Iterable[NamedRow], *args: Any, **kwargs: Any) -> list[NamedRow]:
        """Gives all rows their addresses at once: one by one they would not know of each other."""
        rows = list(objs)
        nameless = [row for row in rows if not row.slug]
        found = find_free_slugs(self.model, [slug(row.name) for row in nameless])
        for row, address in zip(nameless, found, strict=True):
            row.slug = address
        return super().bulk_create(rows, *args, **kwargs)

    def with_public_articles(self) -> Self:
        """Those with an article that readers may see; no others may be named to readers.

        Asked for the newest one: PostgreSQL would make EXISTS a join, and read all there are.
        """
        rows = self._appearing("public").newest_first()
        return self.alias(newest=Subquery(rows.values("pk")[:1])).filter(newest__isnull=False)

    def with_pieces(self, most: int | None = None) -> Self:
        """Adds `pieces`, the number of public articles that have not ended; counts to `most`."""
        rows = self._appearing("current")
        if most:
            few = rows.order_by().values(rows.model.article_field).distinct()[:most]
            return self.annotate(pieces=_Counted(few))
        column, owner = rows.model.article_field, self._appearances.field.name
        counts = rows.order_by().values(owner).annotate(n=Count(column, distinct=True))
        return self.annotate(pieces=Coalesce(Subquery(counts.values("n")), 0))

    def called(self, *texts: str) -> Self:
        """Names that contain one of the texts, or whose pinyin or initials begin with it.

        `张嫄`, `zhangyuan`, `zhang yuan ran`, `Zhāng Yuán` and `zyr` all find 张嫄苒. A single
        character is looked for at the beginning only: elsewhere it finds too many. Exact matches
        come first, then the shortest.
        """
        exact, found = Q(), Q()
        for text in texts:
            for name in {text.strip(), normalize(text)} - {""}:
                exact |= Q(name__iexact=name)
                found |= Q(**{f"name__{'icontains' if len(name) > 1 else 'istartswith'}": name})
            if key := fold_name(text.strip()):
                exact |= Q(name_key=key)
                found |= Q(**{f"name_key__{'contains' if len(key) > 1 else 'startswith'}": key})
            if letters := extract_letters(text):
                exact |= Q(run=letters) | Q(initials=letters)
                found |= Q(run__startswith=letters) | Q(initials__startswith=letters)
        if not found:
            return self.none()
        rows = self.alias(run=Replace("pinyin", Value(" "))).filter(found)
        return rows.order_by(Case(When(exact, then=0), default=1), Length("name"), "pinyin", "pk")

    @property
    def _appearances(self) -> Any:
        return self.model._meta.get_field(self.model.appearances)

    def _appearing(self, how: Literal["public", "current"]) -> AppearanceQuerySet[Appearance]:
        relation = self._appearances
        rows: AppearanceQuerySet[Appearance] = getattr(relation.related_model.objects, how)()
        return rows.filter(**{relation.field.name: OuterRef("pk")})


class NameField(CharColumn):
    """A Chinese name; on saving fills an empty `pinyin` and `slug` beside it.

    Machine pinyin is often wrong for surnames and rare characters, so what an editor typed is kept;
    only capitals, tones and hyphens are taken out of it, because nobody searches by them.
    """

    def pre_save(self, instance: Any, add: bool) -> str:
        name: str = super().pre_save(instance, add)
        instance.pinyin = syllables(instance.pinyin) or pinyin(name)
        instance.slug = instance.slug or find_free_slug(instance, slug(name))
        return name


class InitialsField(CharColumn):
    """The first letters of the pinyin, to find 张嫄苒 by zyr. Always derived, never typed."""

    def pre_save(self, instance: Any, add: bool) -> str:
        value = initials(instance.pinyin)
        setattr(instance, self.attname, value)
        return value


class NameKeyField(CharColumn):
    """The name beside it as names are compared; derived on saving, never typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The longest name, of which one character may fold to eighteen.
        own: dict[str, Any] = {"verbose_name": "名称比对", "max_length": 1200, "default": ""}
        super().__init__(*args, **(own | {"editable": False} | kwargs))

    def pre_save(self, instance: Any, add: bool) -> str:
        value = fold_name(instance.name)
        setattr(instance, self.attname, value)
        return value


class NamesakeField(IntegerColumn):
    """Tells apart rows that bear one name: 1, 2, …

    Two people may: a reporter without a number gets the next free one. Of campaigns, places and
    units a second one only stands from before, until it is merged: the constraint refuses new ones.
    """

    def pre_save(self, instance: Any, add: bool) -> int:
        value: int | None = super().pre_save(instance, add)
        if value is None:
            others = type(instance).objects.same_name(instance.name).exclude(pk=instance.pk)
            value = max(others.values_list("namesake", flat=True), default=0) + 1
            setattr(instance, self.attname, value)
        return value


def name_once(model: str) -> models.UniqueConstraint:
    """One name, one row: the constraint of a model with a NameKeyField."""
    return models.UniqueConstraint(name=f"{model}_name_once", fields=["name_key", "namesake"])


def find_free_slug(instance: models.Model, wanted: str) -> str:
    """The wanted address, or the same with a number where another row has or had it."""
    return find_free_slugs(type(instance), [wanted], without=instance.pk)[0]


def find_free_slugs(
    model: type[models.Model], wanted: Sequence[str], *, without: int | None = None
) -> list[str]:
    """A free address for each of several new rows, as if they were saved one after another.

    Asks for the addresses themselves, by the index; where many are taken, for ever more at once.
    """
    taken: set[str] = set()
    asked: set[str] = set()
    ahead = 1
    while True:
        used = set(taken)
        found: dict[str, str] = {}  # by address, what was wanted
        for each in wanted:
            address = number_slug(each, used)
            used.add(address)
            found[address] = each
        if found.keys() <= asked:
            return list(found)
        ask = {each for one in found.items() for each in _count_on(*one, ahead)} - asked
        taken |= _find_taken(model, sorted(ask), without)
        asked |= ask
        ahead *= 4


def _count_on(address: str, wanted: str, ahead: int) -> Iterator[str]:
    """The address, and those with the numbers after its own."""
    first = int(address.removeprefix(wanted).removeprefix("-") or 1)
    yield address
    yield from (f"{wanted}-{first + more}" for more in range(1, ahead))


def _find_taken(model: type[models.Model], slugs: Sequence[str], without: int | None) -> set[str]:
    rows = model._default_manager.order_by()
    taken: set[str] = set()
    for start in range(0, len(slugs), _ASKED):
        some = slugs[start : start + _ASKED]
        own = rows.exclude(pk=without).filter(slug__in=some).values_list("slug")
        if hasattr(model, "former_slugs"):  # an old address leads to whose it was
            former = rows.filter(former_slugs__slug__in=some).values_list("former_slugs__slug")
            own = own.union(former)
        taken |= {slug for (slug,) in own}
    return taken


def find_free_address(model: type[models.Model], name: str, nameless: str) -> str:
    """An address for a new row of that name; made of `nameless` where the name has no letter for
    one."""
    return find_free_slug(model(), slug(name) or nameless)


def number_slug(wanted: str, taken: Collection[str]) -> str:
    """The wanted address, or with the first number behind it that makes it one of its own."""
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free
