"""The people whom a text names: proposed by its writer, confirmed by who keeps the list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Max

from articles.models import Article, Byline, Reporter, Role, Unit


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody in a byline that was typed. `reporter` is None for who stands in no list yet."""

    role: str
    name: str
    reporter: Reporter | None
    unit: Unit | None


#: So often a name or an address may be taken by others in the very moment.
_TRIES = 5


class UnknownUnit(ValueError):  # noqa: N818
    """A unit, or a choice among namesakes, that only the writer can tell; a sentence for them."""


def find_people(people: Iterable[tuple[str, str, str]]) -> list[NamedPerson]:
    """Who these (role, name, unit) are in the lists. Nobody is guessed: raises UnknownUnit."""
    found = []
    for role, name, unit_name in people:
        unit = Unit.objects.same_name(unit_name).first() if unit_name else None
        if unit_name and unit is None:
            raise UnknownUnit(
                f"单位名录里没有“{unit_name}”。请照名录里的写法写，或先不写单位，请责编补上。"
            )
        rows = list(Reporter.objects.same_name(name).select_related("unit")[:2])
        if len(rows) > 1:
            raise UnknownUnit(f"名录里有几位“{name}”，请在上面的“姓名”里选。")
        known = rows[0] if rows else None
        found.append(NamedPerson(role, name, known, unit or (known.unit if known else None)))
    return found


@transaction.atomic
def sign_with(article: Article, people: Iterable[NamedPerson]) -> list[str]:
    """Add bylines after those that are there; returns the names that are proposed to the list."""
    last = article.bylines.aggregate(last=Max("position"))["last"] or 0
    there = set(article.bylines.values_list("reporter", "role"))
    proposed = []
    for person in people:
        reporter = person.reporter
        if reporter is None:
            reporter, is_new = _propose(person)
            proposed += [person.name] * is_new
        if (reporter.pk, person.role) in there:
            continue
        last += 1
        there.add((reporter.pk, person.role))
        Byline.objects.create(
            article=article, reporter=reporter, role=person.role, unit=person.unit, position=last
        )
    return proposed


def _propose(person: NamedPerson) -> tuple[Reporter, bool]:
    """Who bears the name now, or a new row, and whether it is new.

    A colleague may have proposed the same person since it was looked for, or does so just now:
    the database keeps the first of a name, and whoever comes second takes that one.
    """
    wanted = {"name": person.name, "role": person.role, "unit": person.unit, "proposed": True}
    for tries_left in reversed(range(_TRIES)):
        if known := Reporter.objects.same_name(person.name).first():
            return known, False
        try:
            with transaction.atomic():
                return Reporter.objects.create(**wanted, namesake=1), True
        except IntegrityError:  # the name, or an address of the same sound, was just taken
            if not tries_left:
                raise
    raise AssertionError("unreachable")


def find_proposed(article: Article) -> list[Byline]:
    """The bylines whose people nobody has confirmed. Prefetch `bylines` with `reporter`."""
    return [byline for byline in article.bylines.all() if byline.reporter.proposed]


def confirm(reporter: Reporter) -> bool:
    """Take a proposed person into the list; False if a colleague did already."""
    return bool(Reporter.objects.filter(pk=reporter.pk, proposed=True).update(proposed=False))


def signed_by(article: Article, user: User) -> bool:
    """Whether an account signed the text: who then reviews it, reviews what is their own."""
    written = [row.reporter for row in article.bylines.all() if row.role != Role.EDITOR]
    return any(reporter.user_id == user.pk for reporter in written)


def find_reporter_of(user: User) -> Reporter | None:
    """The reporter as whom the account writes, with unit and the unit's place, in one query."""
    return Reporter.objects.filter(user=user).select_related("unit__place").first()
