"""分工: whose texts are whose, where the newsroom divides its work by sections and streets.

`Duties.theirs` says it of many rows and `is_anothers` of one, by the same condition. It binds
whoever makes the first review and none after it; nobody sees less by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import (
    IN_REVIEW,
    Absence,
    Article,
    Place,
    Placed,
    Section,
    SiteSettings,
    Status,
    Step,
)
from articles.review.record import home_of, steps_of, write
from articles.review.steps import StepRefused
from articles.roles import (
    FIRST_REVIEW,
    HANDLE,
    SECOND_REVIEW,
    SIGN_OFF,
    find_active_holders,
    name_of,
)
from articles.text.dates import format_day

#: Whoever holds one of these has the last word anyway, and takes any text.
_EXEMPT = (SECOND_REVIEW, SIGN_OFF)
#: The longest leave that is noted at once.
_LONGEST = timedelta(days=366)
#: A working copy or an entry is of the editors of the article that it goes into.
_HOME = Coalesce(OuterRef("revises"), OuterRef("entry_of"), OuterRef("pk"))


@dataclass(frozen=True, slots=True)
class Duties:
    """The accounts of the editors who are there today, by section and by place."""

    sections: Mapping[int, frozenset[int]]
    places: Mapping[int, frozenset[int]]

    def theirs(self, by: User) -> Q:
        """Texts that are for others than this account to review and change."""
        if not (self.sections or self.places) or not binds(by):
            return Q(pk__in=[])
        own = self._of(by)
        return self._condition() & ~own._condition() & ~Q(handler=by)

    def find_editors(self, article: Article) -> set[int]:
        """Whose text it is; nobody's where each editor may take it."""
        home = home_of(article)
        section = Article.objects.filter(pk=home).values_list("section", flat=True).first()
        places = Placed.objects.filter(article=home).values_list("place", flat=True)
        found = [self.places.get(key, frozenset()) for key in (places if self.places else ())]
        return set(self.sections.get(section or 0, frozenset()).union(*found))

    def _of(self, by: User) -> Duties:
        sections, places = (
            {key: people for key, people in found.items() if by.pk in people}
            for found in (self.sections, self.places)
        )
        return Duties(sections, places)

    def _condition(self) -> Q:
        """Texts of these sections or places."""
        in_section = Article.objects.filter(pk=_HOME, section__in=[*self.sections])
        at_place = Placed.objects.filter(article=_HOME, place__in=[*self.places])
        return Q(Exists(in_section.order_by())) | Q(Exists(at_place.order_by()))


_NONE = Duties({}, {})


def binds(by: User) -> bool:
    """Whether the division of work binds the account: who handles copy, and reviews no later."""
    return any(map(by.has_perm, (HANDLE, FIRST_REVIEW))) and not _is_exempt(by)


def _is_exempt(by: User) -> bool:
    return any(map(by.has_perm, _EXEMPT))


def find_present() -> QuerySet[User]:
    """Who can make a first review today: accounts in use with that right, not on leave."""
    away = Absence.objects.that_last().values("account")
    return find_active_holders([FIRST_REVIEW]).exclude(pk__in=away)


def load_duties(site: SiteSettings) -> Duties:
    """Who edits what today, in no query where the work isn't divided, or else in four; once for
    each `site`, which is read anew with each request.
    """
    if not site.divides_work:
        return _NONE
    if (known := site.__dict__.get("_duties")) is None:
        known = site.__dict__["_duties"] = _load()
    return known


def _load() -> Duties:
    present = set(find_present().order_by().values_list("pk", flat=True))
    sections: dict[int, set[int]] = defaultdict(set)
    places: dict[int, set[int]] = defaultdict(set)
    edited = Section.objects.filter(editors__in=present).order_by()
    for section, person in edited.values_list("pk", "editors"):
        sections[section].add(person or 0)
    covered = Place.objects.filter(editors__in=present).order_by()
    for place, person in covered.values_list("pk", "editors"):
        places[place].add(person)
    streets = {key: frozenset(people) for key, people in places.items()}
    for part, street in Place.objects.filter(within__in=streets).values_list("pk", "within_id"):
        places[part] |= streets[street or 0]
    return Duties(
        {key: frozenset(people) for key, people in sections.items()},
        {key: frozenset(people) for key, people in places.items()},
    )


def is_anothers(article: Article, by: User, site: SiteSettings | None = None) -> bool:
    """Whether the text is for others than this account to review and change: the same as
    `Duties.theirs`, for one row as it is stored."""
    if article.pk is None or not binds(by):
        return False
    return article.pk in find_anothers([article.pk], by, site or SiteSettings.objects.current())


def find_anothers(ids: Iterable[int], by: User, site: SiteSettings) -> set[int]:
    """Those of these texts that are others' to review and change, in one query or none."""
    if not (site.divides_work and binds(by)):
        return set()
    rows = Article.objects.filter(load_duties(site).theirs(by), pk__in=list(ids))
    return set(rows.order_by().values_list("pk", flat=True))


def find_editors(article: Article, site: SiteSettings) -> list[User]:
    """Whose text it is today, by name; nobody where each editor may take it."""
    keys = load_duties(site).find_editors(article) if site.divides_work else ()
    return list(User.objects.filter(pk__in=keys).order_by("first_name", "username")) if keys else []


def leave_out_others(
    article: Article, people: Sequence[tuple[int, str]], site: SiteSettings
) -> list[tuple[int, str]]:
    """Those of (account, name) who may review this text: its editors, and whom nothing binds."""
    keys = load_duties(site).find_editors(article) if people and site.divides_work else None
    if not keys:
        return list(people)
    keys |= set(find_active_holders(_EXEMPT).order_by().values_list("pk", flat=True))
    return [(key, name) for key, name in people if key in keys]


def say_whose(article: Article, site: SiteSettings) -> str:
    """Who reviews and changes it, for whom it isn't."""
    names = "、".join(name_of(each) for each in find_editors(article, site))
    return f"按栏目、街道分工，这篇归{names}办，部门主任和总编也可以办。"


def why_not_move(article: Article, by: User) -> str:
    """Why the account may not give the text another section or other streets; "" if it may.

    From when it was sent in, only who may review it as it stands: its writer would choose the
    reviewer by it.
    """
    site = SiteSettings.objects.current()
    if _may_move(article, by, site) or not _was_sent_in(article):
        return ""
    editors = find_editors(article, site)
    names = "、".join(map(name_of, editors)) if editors else "责任编辑"
    return (
        "稿件送审过，栏目和街道定了由谁来审，不由写稿的人改。"
        f"真要改的，请{names}或部门主任、总编来改；请先改回“{say_place(article)}”再保存。"
    )


def _was_sent_in(article: Article) -> bool:
    """Whether the text is in review, or was before. For a revision or an entry it doesn't matter:
    who reviews it goes by its article."""
    if article.pk is None or home_of(article) != article.pk:
        return False
    sent = steps_of(article).filter(step=Step.Act.SUBMIT)
    return article.status in (*IN_REVIEW, Status.HELD) or sent.exists()


def note_move(article: Article, before: str, *, by: User) -> None:
    """Write into the record that a text in review is another section's or street's now, where that
    says who reviews it. Whoever had it in hand has it no more."""
    site, now = SiteSettings.objects.current(), say_place(article)
    moving = article.status in (*IN_REVIEW, Status.HELD) and home_of(article) == article.pk
    if not (site.divides_work and moving) or before == now:
        return
    Article.objects.filter(pk=article.pk).update(handler=None)
    write(
        article,
        Step.Act.MOVE_SECTION,
        by=by,
        source=article.status,
        target=article.status,
        opinion=f"从“{before}”改到“{now}”。",
    )


def say_place(article: Article) -> str:
    """The section and the streets of a text, as it is stored."""
    row = Article.objects.select_related("section").only("section").get(pk=article.pk)
    names = [f"{row.section}栏"] if row.section else []
    names += [str(each.place) for each in row.placed.select_related("place").order_by("place")]
    return "、".join(names) or "没有栏目、街道"


def _may_move(article: Article, by: User, site: SiteSettings) -> bool:
    if not site.divides_work or _is_exempt(by):
        return True
    return by.has_perm(FIRST_REVIEW) and not is_anothers(article, by, site)


def find_absence(account: User) -> Absence | None:
    """The leave that the account is on today."""
    return Absence.objects.that_last().filter(account=account).first()


def note_absence(account: User, until: date | None) -> str:
    """The account is away until this day, or is there again; what was done, in words.

    Raises StepRefused for a day that is over, or more than a year ahead.
    """
    today = timezone.localdate()
    if until is None:
        Absence.objects.filter(account=account).delete()
        return "销了假"
    if not today <= until <= today + _LONGEST:
        raise StepRefused("休假的最后一天要在今天起的一年之内。请另选一天。")
    Absence.objects.update_or_create(account=account, defaults={"until_on": until})
    return f"休假到{format_day(until)}"
