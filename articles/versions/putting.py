"""Writes a content to an article: an old version, or a working copy that was signed off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from articles.models import (
    Article,
    Byline,
    Campaign,
    FormerSlug,
    Photo,
    Place,
    Reporter,
    Section,
    Unit,
)
from articles.versions.content import FACTS, PHOTO_FIELDS, TEXTS, Content


@transaction.atomic
def put(content: Content, article: Article) -> list[str]:
    """Replace the article's content by this one, and carry its publication time.

    The caller is responsible for status, version number and permission. Returns what could not be
    put back, in words for the editor: a person, unit, campaign or place that no longer exists. What
    was merged since is the row that stayed.
    """
    for name, value in (*zip(TEXTS, content.texts, strict=True), *zip(FACTS, content.facts,
                                                                      strict=True)):  # fmt: skip
        setattr(article, name, value)
    lost_section = bool(article.section_id) and not _is_section(article.section_id)
    if lost_section:
        article.section_id = None
    article.save(update_fields=[*TEXTS, *FACTS, "length", "updated_at"])
    lost = ["栏目"] * lost_section + _put_bylines(content, article)
    article.photos.all().delete()
    Photo.objects.bulk_create(
        Photo(article=article, **{name: getattr(p, name) for name in PHOTO_FIELDS})
        for p in content.pictures
    )
    lost += _put_tags(content.campaigns, Campaign, article.campaigned, "tag")
    lost += _put_tags(content.places, Place, article.placed, "place")
    Article.objects.filter(pk=article.pk).carry_times()
    return lost


def _is_section(key: int | None) -> bool:
    return Section.objects.filter(pk=key or 0).exists()


def _put_bylines(content: Content, article: Article) -> list[str]:
    article.bylines.all().delete()
    lost: list[str] = []
    rows: list[Byline] = []
    people = _find_standing(Reporter, {each.reporter_id for each in content.signatures})
    units = set(Unit.objects.filter(pk__in=[s.unit_id for s in content.signatures]).values_list(
        "pk", flat=True))  # fmt: skip
    for position, each in enumerate(content.signatures, 1):
        namesakes = Reporter.objects.same_name(each.name).values_list("pk", flat=True)
        reporter_id = people.get(each.reporter_id or 0) or namesakes.first()
        if reporter_id is None:
            lost.append(f"署名“{each}”")
            continue
        if (each.role, reporter_id) in [(row.role, row.reporter_id) for row in rows]:
            continue  # two names of one person since
        unit_id = each.unit_id if each.unit_id in units else None
        lost += [f"署名“{each}”的单位"] if each.unit_id and not unit_id else []
        rows.append(
            Byline(
                article=article,
                role=each.role,
                reporter_id=reporter_id,
                unit_id=unit_id,
                position=position,
            )
        )
    Byline.objects.bulk_create(rows)
    return lost


def _put_tags(
    wanted: Iterable[tuple[int, str]], model: type[Campaign | Place], manager: Any, column: str
) -> list[str]:
    """Replace the campaigns or places, by the manager of the rows that tie them to the article."""
    stand = _find_standing(model, {pk for pk, _ in wanted})
    manager.all().delete()
    key = {manager.field.name: manager.instance}
    manager.model.objects.bulk_create(
        manager.model(**key, **{f"{column}_id": pk})
        for pk in dict.fromkeys(stand[pk] for pk, _ in wanted if pk in stand)
    )
    return [f"{model._meta.verbose_name}“{name}”" for pk, name in wanted if pk not in stand]


def _find_standing(model: type[Campaign | Place | Reporter], keys: set[Any]) -> dict[int, int]:
    """For each of the rows itself, or the one into which it was merged; none for what is gone."""
    known = model.objects.filter(pk__in=keys).values_list("pk", flat=True)
    found = {pk: pk for pk in known}
    owner = model._meta.model_name or ""
    return found | FormerSlug.objects.heirs(owner, keys - found.keys())
