"""The demo accounts and their work of the last days, in every state, so that no desk is empty.

It goes the way that work goes, by the functions of `review`, at set times before today.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles import notices, roles
from articles.imports import pages, sample
from articles.imports.sample import Item
from articles.models import (
    Article,
    Campaign,
    Comment,
    Correction,
    ImportedPage,
    Notice,
    PlannedStory,
    Reporter,
    Role,
    SavedFilter,
)
from articles.review import colleagues, record, referring
from articles.review.rights import may_edit
from articles.review.steps import STEPS, Act, StepRefused
from articles.review.taking import take

#: User name, name in print, role.
ACCOUNTS = (
    ("correspondent", "费知夏", roles.CORRESPONDENT),
    ("editor", "沈砚秋", roles.EDITOR),
    ("desk", "杜衡之", roles.DESK),
    ("chief", "顾长宁", roles.CHIEF),
    ("staff", "虞青禾", roles.STAFF),
    ("admin", "管理员", roles.ADMINISTRATOR),
)
POSTS = {username: role for username, _, role in ACCOUNTS}
_PREFIX = "demo-"
#: What is stamped with the present as it is written, by the way to the article.
_STAMPED = (
    (Article, "pk", ("created_at", "updated_at", "moved_at")),
    (Comment, "article", ("made_at", "settled_at")),
    (Notice, "article", ("made_at", "read_at")),
)


class DemoRefused(Exception):  # noqa: N818
    """The newsroom's settings or accounts do not let it happen; the text is for its staff."""


def open_accounts(password: str, *, reset: bool) -> dict[str, User]:
    """The demo accounts by user name, made where they are missing.

    `reset`: those that have another password get this one.
    """
    known = {user.username: user for user in User.objects.filter(username__in=POSTS)}
    hashed = cache(make_password)  # once, and only if it is needed: it is slow on purpose
    found = {}
    for username, name, role in ACCOUNTS:
        user = known.get(username)
        if user is None:
            user = User.objects.create(
                username=username,
                first_name=name,  # whole: get_full_name() puts it first
                password=hashed(password),
                is_staff=True,
                is_superuser=username == "admin",
            )
            user.groups.add(Group.objects.get(name=role))
        elif reset and not check_password(password, user.password):
            user.password = hashed(password)
            user.save(update_fields=["password"])
        found[username] = user
    return found


def load(accounts: Mapping[str, User]) -> int:
    """Tell all of it, or nothing where any of it is already there; returns the new articles.

    `accounts` are by user name. Raises DemoRefused.
    """
    if Article.objects.filter(archive_id__startswith=_PREFIX).exists():
        return 0
    told = sample.read("desk.json")
    past = _Past(accounts, sample.reporters(), timezone.now())
    acts = [
        (past.moment(act[:2]), item, act[2:])
        for item in told["articles"]
        for act in ([*item["created"], item["by"], "create"], *item["acts"])
    ]
    try:
        with transaction.atomic():
            for account in accounts.values():
                _link(account, past.people)
            _take_in(told["page"], past)
            for moment, item, act in sorted(acts, key=lambda act: act[0]):
                past.tell(moment, item, act)
            _plan(told["stories"], past)
            for each in told["filters"]:
                keeper = accounts[each["by"]]
                SavedFilter.objects.create(user=keeper, name=each["name"], query=each["query"])
    except (StepRefused, PermissionDenied) as why:
        raise DemoRefused(str(why)) from why
    return len(past.articles)


def _link(account: User, people: Mapping[str, Reporter]) -> None:
    """The account is the reporter of its name, and what that reporter wrote is its own."""
    reporter = people.get(account.first_name)
    if reporter is None or reporter.user_id or Reporter.objects.filter(user=account).exists():
        return
    reporter.user = account
    reporter.save(update_fields=["user"])
    written = Article.objects.filter(
        archive_id__startswith="sample-",
        created_by=None,
        bylines__in=reporter.bylines.exclude(role=Role.EDITOR),
    )
    written.update(created_by=account)


def _take_in(item: Item, past: _Past) -> None:
    """A page that waits to be put in order, unless somebody has brought it in already."""
    text = (sample.DIRECTORY / item["file"]).read_text(encoding="utf-8")
    if pages.find_earlier(text):
        return
    page = pages.take_in(
        text,
        by=past.accounts[item["by"]],
        issued_on=date.fromisoformat(item["issued_on"]),
        page=item["page"],
        title=item["title"],
    )
    ImportedPage.objects.filter(pk=page.pk).update(created_at=past.moment(item["at"]))


def _plan(items: Sequence[Item], past: _Past) -> None:
    """The story list, with one whose article is being written."""
    for item in items:
        PlannedStory.objects.create(
            words=item["words"],
            note=item.get("note", ""),
            campaign=Campaign.objects.filter(name=item.get("campaign")).first(),
            writer=past.people.get(item.get("writer", "")),
            photos_wanted=item["photos"],
            photographer=past.people.get(item.get("photographer", "")),
            due_at=past.moment(item["due"]),
            article=past.articles.get(item.get("article", "")),
            created_by=past.accounts[item["by"]],
        )


@dataclass
class _Past:
    """The articles so far, by the names that the file calls them."""

    accounts: Mapping[str, User]
    people: Mapping[str, Reporter]
    began: datetime
    articles: dict[str, Article] = field(default_factory=dict)

    def moment(self, at: Sequence[Any]) -> datetime:
        """So many days from today, at that hour."""
        day = timezone.localtime(self.began).date() + timedelta(days=at[0])
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(at[1])))

    def tell(self, moment: datetime, item: Item, act: Sequence[Any]) -> None:
        """One act: who, what, and what else is said. What it stamped with the present is dated."""
        username, name, *said = act
        by = self.accounts[username]
        with record.backdate(moment):
            if name == "create":
                article = self.articles[item["id"]] = self._create(item, moment, by)
            else:
                article = self.articles[item["id"]]
                do = _ACTS.get(name) or partial(take, STEPS[name])
                do(article, by=by, **said[0] if said else {})
        self._date(article, moment)
        article.refresh_from_db()

    def _create(self, item: Item, moment: datetime, by: User) -> Article:
        if "revises" in item:
            live = self.articles[item["revises"]]
            copy = take(STEPS[Act.REVISE], live, by=by)
            if hour := self._publish_at(item):
                Article.objects.filter(pk=copy.pk).update(publish_at=hour)
            if "correction" in item:
                Correction.objects.create(
                    article=copy,
                    text=item["correction"],
                    corrected_on=moment.date(),
                    created_by=by,
                )
            self._date(live, moment)
            return copy
        article = sample.write(
            item,
            self.people,
            archive_id=f"{_PREFIX}{item['id']}",
            created_by=by,
            due_at=self.moment(item["due"]) if "due" in item else None,
            publish_at=self._publish_at(item),
        )
        record.record_change(article, by=by)
        return article

    def _publish_at(self, item: Item) -> datetime | None:
        """What stays in print is of this month: the sample's issue is of an earlier one."""
        if "publish" not in item:
            return None
        moment = self.moment(item["publish"])
        if not item.get("this_month"):
            return moment
        today = timezone.localtime(self.began).date()
        return max(moment, self.moment((1 - today.day, "00:00")))

    def _date(self, article: Article, moment: datetime) -> None:
        for model, key, names in _STAMPED:
            for name in names:
                rows = model.objects.filter(**{key: article.pk, f"{name}__gte": self.began})
                rows.update(**{name: moment})
        fresh = article.versions.filter(revision__date_created__gte=self.began)
        for version in fresh.select_related("revision"):
            version.revision.date_created = moment
            version.revision.save(update_fields=["date_created"])


def _edit(article: Article, *, by: User, old: str, new: str) -> None:
    """Other words in the text, as a save of the form changes them."""
    if not may_edit(article, by) or old not in article.body:
        raise PermissionDenied("修改")
    article.body = article.body.replace(old, new)
    article.revision = F("revision") + 1
    article.save()
    record.record_change(article, by=by)


def _proof(article: Article, *, by: User, note: str) -> None:
    colleagues.proof(article, by=by, revision=article.revision, note=note)


def _settle(article: Article, *, by: User) -> None:
    for comment in article.comments.unsettled():
        colleagues.settle(comment, by=by)


def _read(article: Article, *, by: User) -> None:
    notices.mark_read(by, article)


#: What the file calls an act that is no step of the workflow.
_ACTS: dict[str, Callable[..., object]] = {
    "edit": _edit,
    "proof": _proof,
    "comment": colleagues.comment,
    "settle": _settle,
    "hand": colleagues.take_in_hand,
    "remind": colleagues.remind,
    "refer": referring.refer,
    "read": _read,
}
