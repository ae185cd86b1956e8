"""What an editor puts right in a manuscript before drafts are made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from articles.imports.acts import ImportRefused
from articles.models import Delivery
from articles.text.word import WordStory
from articles.text.word.signatures import WordSigner

HEADS = ("kicker", "headline", "subhead", "source")
_KEY = "revised"


def revise(row: Delivery, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Keep what was changed of stories, by their numbers; what was read stays beside it.

    A change has any of HEADS, `people` as (role, name, unit) and `photos` as (caption, credit).
    Raises ImportRefused if drafts were made meanwhile.
    """
    with transaction.atomic():
        kept = Delivery.objects.select_for_update().get(pk=row.pk)
        if kept.state != Delivery.State.OPEN or kept.page_id:
            raise ImportRefused("这份来稿已经建稿，改动没有存。请到稿件里改。")
        known = kept.reading.get(_KEY, {})
        more = {str(number): {**change} for number, change in changes.items()}
        both = {number: known.get(number, {}) | more.get(number, {}) for number in known | more}
        kept.reading |= {_KEY: both}
        kept.save(update_fields=["reading"])
    row.reading = kept.reading


def read_revised(row: Delivery, number: int) -> dict[str, Any]:
    """A story as it was read (`WordStory.as_json`), with what was changed of it."""
    story: dict[str, Any] = dict(row.reading["stories"][number])
    change = row.reading.get(_KEY, {}).get(str(number), {})
    story |= {name: change[name] for name in HEADS if name in change}
    if "people" in change:
        story["bylines"] = [WordSigner(*each)._asdict() for each in change["people"]]
    if "photos" in change:
        story["photos"] = [
            photo | {"caption": caption, "credit": credit}
            for photo, (caption, credit) in zip(story["photos"], change["photos"], strict=True)
        ]
    return story


def apply_revised(row: Delivery, stories: Sequence[WordStory]) -> list[WordStory]:
    """The stories of the file, as the draft is to have them."""
    changes = row.reading.get(_KEY, {})
    return [_apply(story, changes.get(str(number), {})) for number, story in enumerate(stories)]


def _apply(story: WordStory, change: Mapping[str, Any]) -> WordStory:
    said: dict[str, Any] = {name: change[name] for name in HEADS if name in change}
    if "people" in change:
        said["people"] = tuple(WordSigner(*each) for each in change["people"])
    if "photos" in change:
        said["pictures"] = tuple(
            replace(picture, caption=caption, credit=credit)
            for picture, (caption, credit) in zip(story.pictures, change["photos"], strict=True)
        )
    return replace(story, **said)
