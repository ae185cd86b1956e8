"""What an editor puts right in a manuscript before drafts are made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Literal

from django.db import transaction

from articles.imports.acts import ImportRefused
from articles.models import Delivery
from articles.text.word import WordStory
from articles.text.word.signatures import WordSigner

HEADS = ("kicker", "headline", "subhead", "source")
_KEY = "revised"
#: The body as it was put right, and the other one of the two that is not shown now.
BODY, _OTHER = "body", "other"


def revise(row: Delivery, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Keep what was changed of stories, by their numbers; what was read stays beside it.

    A change has any of HEADS, `people` as (role, name, unit), `photos` as (caption, credit) and
    `body` as HTML. Raises ImportRefused if drafts were made meanwhile.
    """
    if not changes:
        return
    with _changing(row) as revised:
        for number, change in changes.items():
            revised[str(number)] = {**revised.get(str(number), {}), **change}


def exchange_body(row: Delivery, number: int) -> None:
    """Show the body as it was read, or again as it was put right. Raises ImportRefused."""
    with _changing(row) as revised:
        change = revised.get(str(number), {})
        shown, other = change.pop(BODY, None), change.pop(_OTHER, None)
        change |= {_OTHER: shown} if shown is not None else {}
        change |= {BODY: other} if other is not None else {}


@contextmanager
def _changing(row: Delivery) -> Iterator[dict[str, dict[str, Any]]]:
    """What was changed, by the numbers of stories, to change it; kept at the end."""
    with transaction.atomic():
        kept = Delivery.objects.select_for_update().get(pk=row.pk)
        if kept.state != Delivery.State.OPEN or kept.page_id:
            raise ImportRefused("这份来稿已经建稿，改动没有存。请到稿件里改。")
        revised: dict[str, dict[str, Any]] = kept.reading.setdefault(_KEY, {})
        yield revised
        kept.save(update_fields=["reading"])
    row.reading = kept.reading


def tell_body(row: Delivery, number: int) -> Literal["read", "revised", "exchanged"]:
    """Is the body as it was read, put right, or as read again though one put right is kept?"""
    change = row.reading.get(_KEY, {}).get(str(number), {})
    return "revised" if BODY in change else "exchanged" if _OTHER in change else "read"


def read_revised(row: Delivery, number: int) -> dict[str, Any]:
    """A story as it was read (`WordStory.as_json`), with what was changed of it."""
    story: dict[str, Any] = dict(row.reading["stories"][number])
    change = row.reading.get(_KEY, {}).get(str(number), {})
    story |= {name: change[name] for name in HEADS if name in change}
    if BODY in change:
        story["html"] = change[BODY]
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
    said: dict[str, Any] = {name: change[name] for name in (*HEADS, BODY) if name in change}
    if "people" in change:
        said["people"] = tuple(WordSigner(*each) for each in change["people"])
    if "photos" in change:
        said["pictures"] = tuple(
            replace(picture, caption=caption, credit=credit)
            for picture, (caption, credit) in zip(story.pictures, change["photos"], strict=True)
        )
    return replace(story, **said)
