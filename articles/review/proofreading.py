"""What the proofreader finds in an article, what of it was judged, and what still stands open.

Findings aren't stored: the same text gives the same ones, in a few hundredths of a second. What is
stored is what people decide about them: lines of the record (`Judgement`), each under a hash of the
place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import search, versions
from articles.models import Article, Judgement, Status, chain_of, standing
from articles.proofing import Finding, Galley, completeness, proofread
from articles.proofing.galley import Particulars
from articles.proofing.sent_before import SENT_BEFORE
from articles.review import record
from articles.review.galleys import galley_of, galley_of_parts, read_doubts
from articles.review.rights import may_edit
from articles.review.steps import EDITABLE, StepRefused
from articles.review.typed import read_words
from articles.roles import HANDLE, SECOND_REVIEW, SIGN_OFF
from articles.text import body
from articles.versions import Content

_SENTENCE_END = re.compile(r"[。！？\n]")
#: So much of the text is shown on either side of what was found.
_AROUND = 12


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding in an article, its place in the text, and what was decided about it."""

    finding: Finding
    place: str
    before: str
    after: str
    judgement: Judgement | None

    @property
    def open(self) -> bool:
        """Whether somebody must still mend or judge it."""
        return self.judgement is None and self.finding.severity != "info"

    @property
    def missing(self) -> bool:
        """Whether something must be filled in, which nobody can judge to be no error."""
        return self.finding.rule in completeness.MUST

    @property
    def stops(self) -> bool:
        """Whether the article can't be sent in or signed because of it."""
        return self.open and self.finding.severity == "block"


@dataclass(frozen=True)
class Proofreading:
    """All remarks on one text, whose hash is `digest`."""

    digest: str
    remarks: tuple[Remark, ...]

    def seen_by(self, by: User | None) -> Proofreading:
        """Without what tells of other articles, which only those learn who handle copy."""
        if by is None or by.has_perm(HANDLE):
            return self
        kept = [each for each in self.remarks if each.finding.rule != SENT_BEFORE]
        return Proofreading(self.digest, tuple(kept))

    @cached_property
    def open(self) -> list[Remark]:
        return [each for each in self.remarks if each.open]

    @cached_property
    def judged(self) -> list[Remark]:
        return [each for each in self.remarks if each.judgement]

    @cached_property
    def quiet(self) -> list[Remark]:
        return [each for each in self.remarks if not each.open and not each.judgement]

    @cached_property
    def stopping(self) -> list[Remark]:
        """What must be mended, without what is lacking."""
        return [each for each in self.remarks if each.stops and not each.missing]

    @cached_property
    def lacking(self) -> list[str]:
        """What the article must have and has not, in words for the editor."""
        return completeness.lacking([each.finding for each in self.remarks])


def proofread_article(
    article: Article,
    content: Content | None = None,
    judgements: Iterable[Judgement] | None = None,
) -> Proofreading:
    """The remarks on an article as it stands, or on another content of it.

    One query where anything is found, unless its judgements that stand are given.
    """
    content = content or versions.content_of(article)
    galley = galley_of(content, article, day_of(article))
    return Proofreading(content.digest, _remark(galley, article, judgements))


def proofread_parts(
    article: Article | None,
    texts: Mapping[str, str],
    html: str,
    captions: Iterable[str],
    particulars: Particulars | None = None,
) -> Proofreading:
    """The remarks on what stands in a form; `article` is the stored one, where there is one."""
    day = day_of(article) if article else timezone.localdate()
    galley = galley_of_parts(texts, html, captions, day)
    galley = replace(
        galley, particulars=particulars, doubts=read_doubts(article.doubts if article else ())
    )
    return Proofreading("", _remark(galley, article))


def find_sent_before(article: Article) -> list[dict[str, Any]]:
    """What `Article.resembles` keeps: the articles in the newsroom likely of the same event.

    A revision and an entry tell what their article tells: nothing is looked for.
    """
    if article.revises_id or article.entry_of_id:
        return []
    others = Article.objects.filter(revises=None, entry_of=None).exclude(status=Status.REJECTED)
    text = body.extract_text(article.body)
    found = search.find_similar(text, among=others, without=[article.pk])
    return [{"article": each.article, "share": each.share} for each in found if each.likely]


def of_nothing() -> Proofreading:
    """What an article lacks that is only about to be written."""
    return proofread_parts(None, {}, "", (), Particulars())


def judge(article: Article, place: str, *, by: User, reason: str) -> Judgement:
    """Decide that the finding at a place is no error; of a block, that the rule is wrong there.

    Raises PermissionDenied: whoever may edit the text judges what is doubtful, heads of department
    and chiefs also what stops it; StepRefused, with a sentence, where it can't be.
    """
    reason = read_words(reason, 300, "理由")
    remarks = {each.place: each for each in proofread_article(article).remarks}
    remark = remarks.get(place)
    if remark is None:
        raise StepRefused("这里的文字已经改过，不用再裁定了。")
    if not may_judge(article, remark, by):
        raise PermissionDenied("裁定")
    if remark.judgement:
        raise StepRefused("另一位同事刚刚裁定了这一处。")
    if not reason:
        raise StepRefused("请写明为什么这里没有错，没有存。")
    finding = remark.finding
    return _write(
        article,
        place,
        by=by,
        rule=finding.rule,
        severity=finding.severity,
        text=finding.text[:200],
        message=finding.message[:300],
        reason=reason,
    )


def take_back(article: Article, place: str, *, by: User) -> None:
    """Add the line that undoes a judgement; raises PermissionDenied or StepRefused."""
    row = next(
        (each for each in standing(record.judgements_of(article)) if each.place == place), None
    )
    if row is None:
        raise StepRefused("这一处没有裁定。")
    if not (article.is_visible_to(by) and (row.by_id == by.pk or _is_head(by))):
        raise PermissionDenied("裁定")
    told = {name: getattr(row, name) for name in ("rule", "severity", "text", "message")}
    _write(article, place, by=by, takes_back=True, **told)


def _write(article: Article, place: str, *, by: User, **said: Any) -> Judgement:
    """Add a judgement to the record of the article, about its text as it stands."""
    key = record.text_key(article)
    lines = Judgement.objects.filter(article=key["article_id"], place=place)
    try:
        with transaction.atomic():
            # Whoever signs has this row locked: no line slips in before theirs.
            Article.objects.select_for_update().get(pk=article.pk)
            return Judgement.objects.create(
                **key,
                **record.who(by),
                **said,
                place=place,
                number=lines.count() + 1,
                taken_at=record.time_of_line(),
                version=record.version_number(article),
                digest=versions.digest_of(article),
            )
    except IntegrityError:
        raise StepRefused("另一位同事刚刚裁定了这一处。") from None


def judged_until_now(article: Article) -> str:
    """The hash of all judgements on the article so far, which a sign-off covers; "" of none."""
    return (chain_of(record.judgements_of(article)) or [""])[-1]


def may_judge(article: Article, remark: Remark, by: User) -> bool:
    """Whether the account may decide that this remark is no error."""
    if article.status not in EDITABLE or not article.is_visible_to(by) or remark.missing:
        return False
    if remark.finding.severity == "block":
        return _is_head(by)
    return may_edit(article, by)


def _is_head(by: User) -> bool:
    return by.has_perm(SECOND_REVIEW) or by.has_perm(SIGN_OFF)


def day_of(article: Article) -> date:
    """The day that 今年 is read against: of publication, or today."""
    return timezone.localdate(article.publish_at) if article.publish_at else timezone.localdate()


def _remark(
    galley: Galley, article: Article | None, judgements: Iterable[Judgement] | None = None
) -> tuple[Remark, ...]:
    if not (found := proofread(galley)):
        return ()
    if judgements is None:
        judgements = standing(record.judgements_of(article)) if article and article.pk else ()
    return remark_on(galley, found, judgements)


def remark_on(
    galley: Galley, found: Iterable[Finding], judgements: Iterable[Judgement]
) -> tuple[Remark, ...]:
    """The findings in a galley with their places, and what was decided about them."""
    remarks: list[Remark] = []
    judged = {row.place: row for row in judgements}
    for each in found:
        text = galley.passages[each.passage].text if each.passage >= 0 else ""
        place = _place_of(each, text or each.message)
        remarks.append(
            Remark(
                finding=each,
                place=place,
                before=text[max(0, each.start - _AROUND) : each.start],
                after=text[each.end : each.end + _AROUND],
                judgement=_that_covers(each, judged.get(place)),
            )
        )
    return tuple(remarks)


def _that_covers(finding: Finding, judgement: Judgement | None) -> Judgement | None:
    """The judgement, unless it was of a doubt that has become a block since."""
    covers = judgement and (finding.severity != "block" or judgement.severity == "block")
    return judgement if covers else None


def _place_of(finding: Finding, text: str) -> str:
    """The hash of the rule, of what it found, and of the sentence in which that stands."""
    start = max((hit.end() for hit in _SENTENCE_END.finditer(text, 0, finding.start)), default=0)
    after = _SENTENCE_END.search(text, finding.end)
    end = after.end() if after else len(text)
    parts = (finding.rule, finding.text, text[start:end])
    return sha256("\x1f".join(parts).encode()).hexdigest()
