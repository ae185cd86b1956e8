"""Rolling stories 滚动报道: entries are drafted, reviewed and signed off, and go into the story.

An entry is an article until then, so every rule of the house holds for it; `record.home_of()` has
its lines stand with the story. It is public in no way of its own (`article_entry_never_public`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles import notices, photos, search, versions
from articles.models import Article, Comment, Photo, Role, Status, Step, Suggestion, TextAi
from articles.review import names, record
from articles.review.steps import EDITABLE, StepRefused, StepRule
from articles.review.typed import read_words
from articles.roles import HANDLE, SIGN_OFF
from articles.text.body import Block, Run, html
from articles.text.byline import signature
from articles.text.page.bylines import signed_names
from articles.text.rolling import RollingEntry, read_all_entries, store_entries

#: What an entry may hold, and a story: readers have it all on one page.
LONGEST_TEXT, LONGEST_HEAD, MOST = 1000, 60, 200
#: Where a head ends that is taken from the beginning of the text.
_ENDS = "。！？；，、,;!?\n"
_ENDED = "这篇滚动报道已经结束，条目登不出去。请先在滚动页上接着滚，或把这一条退稿。"


def may_roll(article: Article, by: User) -> bool:
    """Whether the account may begin a rolling story with this article, write entries and end it."""
    fits = article.status == Status.APPROVED and not (article.revises_id or article.entry_of_id)
    return fits and by.has_perm(HANDLE) and article.is_visible_to(by)


@transaction.atomic
def roll_until(article: Article, until: datetime, *, by: User) -> Article:
    """Let the story take entries until then; a moment that has come ends it.

    Raises PermissionDenied.
    """
    row = Article.objects.select_for_update().get(pk=article.pk)
    if not may_roll(row, by):
        raise PermissionDenied("滚动")
    Article.objects.filter(pk=row.pk).update(rolls_until=until, updated_at=timezone.now())
    row.refresh_from_db()
    return row


def begin_entry(
    story: Article, text: str, *, by: User, headline: str = "", signed: str = ""
) -> Article:
    """A draft of an entry; `signed` is its byline as typed. Raises PermissionDenied or StepRefused.

    People whom no list has are proposed to it, as in the article form.
    """
    people = _read_names(read_words(signed, 200, "署名"))
    text = read_words(text, LONGEST_TEXT, "一条")
    headline = " ".join(read_words(headline, LONGEST_HEAD, "小题").split())
    if not text:
        raise StepRefused("还没有写，没有存。")
    lines = [line.strip() for line in text.splitlines()]
    body = html(tuple(Block("paragraph", (Run(line),)) for line in lines if line))
    with transaction.atomic():
        row = Article.objects.select_for_update().get(pk=story.pk)
        if not may_roll(row, by):
            raise PermissionDenied("滚动")
        if not row.is_rolling:
            raise StepRefused(_ENDED)
        draft = Article.objects.create(
            entry_of=row, created_by=by, headline=headline or _find_head(text), body=body
        )
        names.sign_with(draft, people)
        versions.keep(draft, by=by, comment="写了一条")
        search.follow([draft.pk])
        state = {"source": draft.status, "target": draft.status}
        record.write(draft, Step.Act.BEGIN_ENTRY, by=by, **state)
    return draft


def suggest_names(by: User) -> str:
    """The account's own byline as one types it; "" if it writes under no name."""
    own = names.find_reporter_of(by)
    if own is None:
        return ""
    unit = own.unit.name if own.unit and own.role == Role.CORRESPONDENT else ""
    return signature(Role(own.role).label, own.name, unit)


def _read_names(typed: str) -> list[names.NamedPerson]:
    if not typed:
        raise StepRefused("请写上署名，如“记者 方知夏”。没有存。")
    try:
        people = names.find_people((role, name, unit) for role, name, unit in signed_names(typed))
    except names.UnknownUnit as why:
        raise StepRefused(f"{why}没有存。") from why
    if not people:
        raise StepRefused("署名没有看懂。请写成“记者 方知夏”，几个人之间空一格。没有存。")
    return people


def _find_head(text: str) -> str:
    """The first clause of a text, in place of a head that nobody wrote."""
    ends = [at for at, each in enumerate(text) if each in _ENDS]
    return text[: min([*ends[:1], LONGEST_HEAD])].strip() or text[:LONGEST_HEAD].strip()


def check_entry(rule: StepRule, article: Article, publish_at: datetime | None) -> None:
    """Raise StepRefused where an entry can't be sent on or signed off as it is."""
    if not article.entry_of_id or not (rule.complete or rule.stamps):
        return
    if article.attachments or article.clips or article.photos.exists():
        raise StepRefused(
            f"滚动条目只登文字，没有{rule.label}。"
            "请拿掉图片、附件和音视频，或另起修订，放进滚动报道正文。"
        )
    if undeclared := _find_undeclared(article):
        raise StepRefused(
            f"滚动报道里没有写明{undeclared}，读者看不到，没有{rule.label}。"
            "请先另起修订，在滚动报道里写明，或者从这一条里去掉。"
        )
    if article.length > LONGEST_TEXT:
        raise StepRefused(f"一条最多{LONGEST_TEXT}字，没有{rule.label}。请删短，或分成几条。")
    if rule.signs and publish_at is not None:
        raise StepRefused(f"滚动条目签发了就登出，不能定时间，没有{rule.label}。")


def _find_undeclared(entry: Article) -> str:
    """What readers must be told of an entry and its story doesn't tell; an entry has no room for
    it."""
    story = entry.entry_of
    if story is None:
        return ""
    told = entry.ai_use in ("", story.ai_use) or story.ai_use == TextAi.WHOLE
    lacking = [] if told else ["用了人工智能"]
    lacking += ["出处"] if entry.source_text and not story.source_text else []
    return "、".join(lacking)


def enter(rule: StepRule, draft: Article, line: dict[str, Any]) -> Article:
    """The signed entry goes into its story, with the hour of now; the draft ends."""
    story = Article.objects.select_for_update().get(pk=record.home_of(draft))
    if story.status != Status.APPROVED or not story.is_rolling:
        raise StepRefused(_ENDED)
    if len(story.rolling) >= MOST:
        raise StepRefused(f"这篇滚动报道已有{MOST}条，没有登出。请另起一篇。")
    step = record.write(draft, rule.act, rule.label, **line)
    content, now = versions.content_of(draft), record.time_of_line()
    entry = RollingEntry(
        number=draft.pk,
        at=timezone.localtime(now).isoformat(timespec="seconds"),
        headline=str(draft),
        body=draft.body,
        signed="\N{IDEOGRAPHIC SPACE}".join(map(str, content.signatures)),
    )
    _store(story, (entry, *read_all_entries(story.entries)))
    notices.tell_of_step(draft, step, rule.tells, live=story)
    for said in (Comment, Suggestion):
        said.objects.filter(article=draft).update(article=story)
    _note(story, draft, Step.Act.ENTER, line["by"], f"条目{draft.pk}登出")
    both = story.pk, draft.pk
    files = versions.forget(draft)  # of photos that it had before; its text is the entry's
    draft.delete()
    transaction.on_commit(partial(_discard_unused, files))
    search.follow(both)
    return story


def _discard_unused(files: set[str]) -> None:
    used = Photo.objects.filter(image__in=files).values_list("image", flat=True)
    photos.discard(default_storage, files.difference(used))


def take_entry_down(story: Article, number: int, *, by: User, reason: str) -> Article:
    """Take an entry out of what residents see; text and record stay.

    Raises PermissionDenied or StepRefused.
    """
    reason = read_words(reason, 2000, "理由")
    with transaction.atomic():
        row = Article.objects.select_for_update().get(pk=story.pk)
        if not (may_roll(row, by) and by.has_perm(SIGN_OFF)):
            raise PermissionDenied("撤下条目")
        if not reason:
            raise StepRefused("撤下条目要写明理由，没有撤。")
        if number not in {each.number for each in row.rolling}:
            raise StepRefused("这一条已经不在了。")
        now = timezone.localtime(record.time_of_line()).isoformat(timespec="seconds")
        _store(
            row,
            [
                replace(each, down_at=now) if each.number == number else each
                for each in read_all_entries(row.entries)
            ],
        )
        _note(row, row, Step.Act.TAKE_ENTRY_DOWN, by, f"撤下条目{number}", opinion=reason)
        search.follow([row.pk])
    return row


def _store(story: Article, entries: Any) -> None:
    Article.objects.filter(pk=story.pk).update(
        entries=store_entries(entries), revision=F("revision") + 1, updated_at=timezone.now()
    )
    story.refresh_from_db()


def _note(
    story: Article, about: Article, act: Step.Act, by: User | None, remark: str, opinion: str = ""
) -> None:
    """A line with the hash of the story as residents have it from now on."""
    state = {"source": story.status, "target": story.status}
    digest = versions.digest_of(story)
    record.write(
        about, act, by=by, digest=digest, version=record.version_number(story), remark=remark,
        opinion=opinion, **state,
    )  # fmt: skip


def sign_entries_again(live: Article, by: User | None) -> None:
    """After a revision took a story's place: its line is of the revised text, without entries."""
    if live.entries:
        _note(live, live, Step.Act.ENTER, by, f"原有{len(live.rolling)}条条目照登")


def list_drafts(story: Article, by: User) -> list[Article]:
    """The entries that wait for something, oldest first, as far as the account may see them."""
    rows = Article.objects.visible_to(by).filter(entry_of=story, status__in=EDITABLE)
    return list(rows.select_related("created_by").order_by("pk"))
