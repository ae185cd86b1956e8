"""Whom and what a text tells of: found by the house's list 名录, decided by an editor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles import versions
from articles.models import Article, Subject, SubjectMention, Unit
from articles.roles import HANDLE
from articles.text.body import extract_text
from articles.text.mentions import find_mentions


@dataclass(frozen=True, slots=True)
class FoundSubject:
    """A name of the list that stands in a text, or that an editor confirmed there before.

    `passage` is the words around; `decided` whether it is meant, None while nobody said.
    """

    subject: Subject
    passage: str
    decided: bool | None


def live_of(article: Article) -> int:
    """The number of the article whose page residents read: of a working copy the one it revises."""
    return article.revises_id or article.pk


def find_subjects(article: Article) -> list[FoundSubject]:
    """Those that stand in its text now and those confirmed before, in the order of the list.

    Two queries besides what `versions.content_of` reads.
    """
    decided = dict(
        SubjectMention.objects.filter(article=live_of(article)).values_list("subject", "confirmed")
    )
    rows = {row.pk: row for row in Subject.objects.all()}
    names = {key: row.spellings for key, row in rows.items() if row.active or key in decided}
    passages = find_mentions(_text_of(article), names)
    return [
        FoundSubject(row, passages.get(key, ""), decided.get(key))
        for key, row in rows.items()
        if key in passages or decided.get(key)
    ]


def find_units(article: Article) -> list[Unit]:
    """供稿单位 that stand in the text and in no list of subjects yet. Two queries."""
    units = {row.pk: row for row in Unit.objects.all() if len(row.name) > 1}
    rows = Subject.objects.filter(kind=Subject.Kind.ORGANISATION)
    known = set(rows.values_list("name", flat=True))
    names = {key: [row.name] for key, row in units.items() if row.name not in known}
    return [units[key] for key in find_mentions(_text_of(article), names)]


def _text_of(article: Article) -> str:
    content = versions.content_of(article)
    heads = [content.text(name) for name in ("kicker", "headline", "subhead", "summary")]
    captions = [picture.caption for picture in content.pictures]
    return "\n".join([*heads, extract_text(content.body), *captions])


@transaction.atomic
def decide_subjects(article: Article, said: Mapping[int, bool | None], *, by: User) -> None:
    """Keep for each subject whether it is meant; None takes a decision back."""
    if not by.has_perm(HANDLE):
        raise PermissionDenied("文中人物、单位、地点")
    live = live_of(article)
    known = set(Subject.objects.filter(pk__in=said).values_list("pk", flat=True))
    rows = SubjectMention.objects.filter(article=live)
    before = dict(rows.values_list("subject", "confirmed"))
    changed = {key: value for key, value in said.items() if before.get(key) != value}
    rows.filter(subject__in=changed).delete()
    SubjectMention.objects.bulk_create(
        SubjectMention(article_id=live, subject_id=key, confirmed=value, by=by)
        for key, value in changed.items()
        if value is not None and key in known
    )
