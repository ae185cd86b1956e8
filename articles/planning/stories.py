"""From the idea to the article: who takes up a planned story, and the draft it becomes."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles import notices
from articles.models import Article, Byline, PlannedStory, Reporter, Role
from articles.review import names, record
from articles.roles import HANDLE


class StoryRefused(Exception):  # noqa: N818
    """What can't be done with a planned story now; the text is for the newsroom."""


def claim(story: PlannedStory, *, by: User) -> None:
    """The account's own reporter writes it, if nobody does yet. Raises StoryRefused."""
    own = names.find_reporter_of(by)
    if own is None:
        raise StoryRefused("您的账号还没有对应的作者，请在“改”里选谁写。")
    open_ones = PlannedStory.objects.filter(pk=story.pk, writer=None, article=None, dropped=False)
    if not open_ones.update(writer=own):
        raise StoryRefused("这个选题已经有人接了，或者不做了。")


def may_write(story: PlannedStory, by: User) -> bool:
    """Whether the account may make the article: its writer, or who handles copy."""
    mine = story.writer is not None and story.writer.user_id == by.pk
    own = story.writer is None and story.created_by_id == by.pk
    return by.has_perm("articles.add_article") and (mine or own or by.has_perm(HANDLE))


@transaction.atomic
def begin_article(story: PlannedStory, *, by: User) -> Article:
    """The draft that the story becomes, with its words as headline, its names, campaign, deadline.

    It belongs to the writer's account where there is one in use, who is told. Raises StoryRefused
    where it is written or dropped already.
    """
    if not may_write(story, by):
        raise PermissionDenied("写成稿件")
    account = story.writer.user if story.writer else None
    owner = account if account and account.is_active else by
    article = Article.objects.create(headline=story.words, due_at=story.due_at, created_by=owner)
    waiting = PlannedStory.objects.filter(pk=story.pk, article=None, dropped=False)
    if not waiting.update(article=article):
        raise StoryRefused("这个选题已经写成稿件了，或者不做了。")
    _sign(article, story.writer, story.photographer)
    if story.campaign:
        article.campaigns.add(story.campaign)
    if story.writer and story.writer.unit and story.writer.unit.place_id:
        article.places.add(story.writer.unit.place_id)
    record.record_change(article, by=by)
    notices.tell_of_story(article, to=owner, by=by)
    return article


def _sign(article: Article, writer: Reporter | None, photographer: Reporter | None) -> None:
    """Its bylines: the writer in their usual role, then who takes the photos."""
    people = [(writer, writer.role)] if writer and writer.role != Role.EDITOR else []
    people += [(photographer, Role.PHOTOGRAPHER)] if photographer else []
    Byline.objects.bulk_create(
        Byline(article=article, reporter=person, role=role, unit=person.unit, position=position)
        for position, (person, role) in enumerate(dict.fromkeys(people), 1)
    )
