"""Whether an article's event is told in another one already, as far as the account may know."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Q

from articles import search
from articles.models import Article, SiteSettings
from articles.roles import HANDLE
from articles.text import body

#: What has no end is a match as well, without a second group: else each of its characters would be
#: tried as a beginning.
_SENTENCE = re.compile(r"([^。！？\n]*)([。！？]+[”’）]*)?")
_SHORTEST = 8  # a sentence of fewer characters is anybody's


@dataclass(frozen=True, slots=True)
class SimilarArticle:
    """Another article with what it shares: a share, and how many sentences word for word."""

    article: Article
    share: float
    likely: bool
    state: str
    printed: bool
    sentences: int

    @property
    def percent(self) -> str:
        return f"{self.share:.0%}"


def find_alike(article: Article, by: User, site: SiteSettings, most: int = 4) -> dict:
    """The articles that hold much of this one's text: likely ones, quiet ones, sentences.

    Who handles copy is told of everything. A correspondent is told of what residents can read and
    of their own, and else nothing, not even whether there is something: an editor will look.
    Six queries at most.
    """
    rows = Article.objects.visible_to(by)
    if not by.has_perm(HANDLE):
        rows = rows | Article.objects.public()
    own = {article.pk, article.revises_id, article.entry_of_id}
    rows = rows.exclude(Q(revises__in=own - {None}) | Q(entry_of__in=own - {None}))
    text = body.extract_text(article.body)
    found = search.find_similar(text, among=rows, without=own - {None}, most=most)
    articles = Article.objects.in_bulk([each.article for each in found]) if found else {}
    mine = sentences_of(text)
    told = [_tell(articles[each.article], each, mine, site) for each in found]
    printed = [each for each in told if each.printed]
    return {
        "alike": [each for each in told if each.likely],
        "perhaps_alike": [each for each in told if not each.likely],
        "sentences": len(mine),
        "sentences_printed": max((each.sentences for each in printed), default=0),
        "editor_looks": not by.has_perm(HANDLE),
    }


def sentences_of(text: str) -> set[str]:
    """The sentences of a text that are long enough to be somebody's."""
    found = (words + end for words, end in _SENTENCE.findall(text) if end)
    return {s for each in found if len(s := "".join(each.split())) >= _SHORTEST}


def _tell(
    other: Article, found: search.SimilarText, mine: set[str], site: SiteSettings
) -> SimilarArticle:
    shared = mine & sentences_of(body.extract_text(other.body))
    return SimilarArticle(
        article=other,
        share=found.share,
        likely=found.likely,
        state="已发布" if other.is_public else site.status_label(other.status),
        printed=other.is_public,
        sentences=len(shared),
    )
