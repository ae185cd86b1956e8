"""Other words that a colleague proposes for some of a text: each taken or refused by itself."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles import notices, versions
from articles.models import Article, Suggestion
from articles.review import record
from articles.review.rights import may_edit
from articles.review.steps import EDITABLE, StepRefused
from articles.review.typed import read_words
from articles.roles import PROOF, name_of
from articles.text import body
from articles.text.characters import clean_to_one_line
from articles.text.replacing import count_in_line, count_words, replace_in_line, replace_words

#: Where words may be changed; the names under a photo are in its own row.
_LINES = ("kicker", "headline", "subhead", "summary")
_MOST = 300


def may_suggest(article: Article, by: User) -> bool:
    """Whoever proofreads or reviews, as long as the text may still be changed."""
    return by.has_perm(PROOF) and article.is_visible_to(by) and article.status in EDITABLE


def may_decide(article: Article, by: User) -> bool:
    """Whoever may change the text itself."""
    return by.has_perm("articles.change_article") and may_edit(article, by)


@transaction.atomic
def suggest(article: Article, *, by: User, old: str, new: str, why: str = "") -> Suggestion:
    """Propose `new` for words that stand once in the text. Raises PermissionDenied, StepRefused."""
    if not may_suggest(article, by):
        raise PermissionDenied("改动建议")
    old, new, why = (record.shorten(text, _MOST + 1) for text in (old, new, why))
    new = clean_to_one_line(new)  # it may come to stand in a head
    if not old:
        raise StepRefused("没有选要改的字，没有存。请在稿子里选中那几个字。")
    if max(map(len, (old, new, why))) > _MOST:
        raise StepRefused(f"一处改动最多{_MOST}字，没有存。请分成几处，或者用批注。")
    if old == new:
        raise StepRefused("改前改后一样，没有存。")
    _find(article, old)
    suggestion = Suggestion.objects.create(article=article, by=by, old=old, new=new, why=why)
    notices.tell_of_suggestion(article, suggestion)
    return suggestion


@transaction.atomic
def take(suggestion: Suggestion, *, by: User) -> Article:
    """Change the text as proposed: a new version, which voids the reviews of the one before.

    Raises PermissionDenied or StepRefused.
    """
    article = _lock(suggestion, by)
    name = _find(article, suggestion.old)
    versions.ensure(article)
    setattr(article, name, _changed(article, name, suggestion))
    field: Any = Article._meta.get_field(name)
    if field.max_length and len(getattr(article, name)) > field.max_length:
        raise StepRefused(f"改了以后{field.verbose_name}超过{field.max_length}字，没有改。")
    article.revision += 1
    article.save(update_fields=[name, "length", "revision", "updated_at"])
    _decide(suggestion, Suggestion.Outcome.TAKEN, by)
    record.record_change(article, by=by, comment=f"采纳{name_of(suggestion.by)}的改动建议")
    article.refresh_from_db()
    return article


@transaction.atomic
def refuse(suggestion: Suggestion, *, by: User, answer: str = "") -> None:
    """Leave the text as it is. Raises PermissionDenied or StepRefused."""
    _lock(suggestion, by)
    said = read_words(answer, _MOST, "不采的理由")
    _decide(suggestion, Suggestion.Outcome.REFUSED, by, said)


def _lock(suggestion: Suggestion, by: User) -> Article:
    """The article as it is now, of a suggestion that nobody has decided yet."""
    article = Article.objects.select_for_update().get(pk=suggestion.article_id)
    if not may_decide(article, by):
        raise PermissionDenied("改动建议")
    if not Suggestion.objects.undecided().filter(pk=suggestion.pk).exists():
        raise StepRefused("另一位同事已经定过这一处，没有再改。")
    return article


def _find(article: Article, words: str) -> str:
    """The field in which the words stand, once in all of them."""
    counts = {name: count_in_line(getattr(article, name), words) for name in _LINES}
    counts["body"] = count_words(article.body, words)
    there = [name for name, count in counts.items() if count]
    if not there:
        raise StepRefused(f"标题、摘要、正文里没有“{words[:30]}”，没有存。也许刚刚改过，请看一看。")
    if sum(counts.values()) > 1:
        raise StepRefused(
            f"“{words[:30]}”在稿子里有{sum(counts.values())}处，分不清改哪一处。请多选几个字。"
        )
    return there[0]


def _changed(article: Article, name: str, suggestion: Suggestion) -> str:
    if name == "body":
        return body.clean(replace_words(article.body, suggestion.old, suggestion.new))
    return replace_in_line(getattr(article, name), suggestion.old, suggestion.new).strip()


def _decide(
    suggestion: Suggestion, outcome: Suggestion.Outcome, by: User, answer: str = ""
) -> None:
    values = {"outcome": outcome, "answer": answer, "decided_by": by, "decided_at": timezone.now()}
    if not Suggestion.objects.undecided().filter(pk=suggestion.pk).update(**values):
        raise StepRefused("另一位同事已经定过这一处，没有再改。")
    suggestion.refresh_from_db()
    notices.tell_of_decision(suggestion)
