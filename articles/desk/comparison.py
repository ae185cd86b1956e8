"""Compares two states of an article: texts by characters, everything else in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from articles.models import Article, PhotoAi, Section
from articles.photos import describe_focus
from articles.text import body, diff
from articles.text.attached import read_attached
from articles.text.clips import read_clips
from articles.text.dates import format_day, format_moment
from articles.versions import FACTS, TEXTS, Content, PhotoContent

#: The texts of an article but for its body, which is compared by blocks.
LINES = tuple(name for name in TEXTS if name != "body")


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that differs between the two states."""

    label: str
    old: str
    new: str

    @property
    def changes(self):
        return diff.changes(self.old, self.new)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A chosen value, such as the genre, that differs."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class NameMark:
    """One of several names (of people, campaigns, places) with what became of it."""

    kind: diff.ChangeKind
    text: str


@dataclass(frozen=True, slots=True)
class PictureChange:
    """What became of a photo."""

    label: str
    said: tuple[str, ...]
    lines: tuple[TextChange, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring blocks of the body that are either all unchanged or all changed."""

    same: bool
    pairs: tuple[diff.Pair, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, as empty tuples where there are none. A changed `body` is given in full."""

    lines: tuple[TextChange, ...]
    body: tuple[Stretch, ...]
    facts: tuple[ValueChange, ...]
    signatures: tuple[NameMark, ...]
    pictures: tuple[PictureChange, ...]
    campaigns: tuple[NameMark, ...]
    places: tuple[NameMark, ...]

    @property
    def empty(self) -> bool:
        return not any(getattr(self, name) for name in self.__slots__)


def compare(old: Content, new: Content) -> Comparison:
    return Comparison(
        lines=tuple(_lines(old, new)),
        body=group_blocks(body.blocks(old.body), body.blocks(new.body)),
        facts=tuple(_facts(old, new)),
        signatures=mark_changes(map(str, old.signatures), map(str, new.signatures)),
        pictures=tuple(_pictures(old.pictures, new.pictures)),
        campaigns=mark_changes(_names(old.campaigns), _names(new.campaigns)),
        places=mark_changes(_names(old.places), _names(new.places)),
    )


def label(name: str) -> str:
    return str(Article._meta.get_field(name.removesuffix("_id")).verbose_name)


def describe_value(name: str, value) -> str:
    """Describe a value of FACTS in words."""
    if name == "section_id":
        return str(Section.objects.filter(pk=value).first() or "") if value else ""
    if name == "attachments":
        return "、".join(each.said for each in read_attached(value))
    if name == "clips":
        return "、".join(each.said for each in read_clips(value))
    if isinstance(value, datetime):
        return format_moment(timezone.localtime(value))
    if isinstance(value, date):
        return format_day(value)
    choices = dict(Article._meta.get_field(name).flatchoices)
    return "" if value is None else str(choices.get(value, value))


def group_blocks(old: tuple[body.Block, ...], new: tuple[body.Block, ...]) -> tuple[Stretch, ...]:
    if old == new:
        return ()
    pairs = diff.pair_blocks(old, new)
    groups = groupby(pairs, key=lambda pair: pair.state == "same")
    return tuple(Stretch(same, tuple(group)) for same, group in groups)


def mark_changes(old: Iterable[str], new: Iterable[str]) -> tuple[NameMark, ...]:
    """Mark the current names in their order, then the removed ones; () if nothing changed."""
    old, new = list(old), list(new)
    if old == new:
        return ()
    found = [NameMark("same" if text in old else "inserted", text) for text in new]
    found += [NameMark("deleted", text) for text in old if text not in new]
    if all(mark.kind == "same" for mark in found):
        found.append(NameMark("inserted", "次序改了"))
    return tuple(found)


def _names(tags):
    return [name for _, name in tags]


def _lines(old, new):
    for name in LINES:
        if old.text(name) != new.text(name):
            yield TextChange(label(name), old.text(name), new.text(name))


def _facts(old, new):
    for name, before, after in zip(FACTS, old.facts, new.facts, strict=True):
        if before != after:
            yield ValueChange(
                label(name), describe_value(name, before), describe_value(name, after)
            )


def _pictures(old: tuple[PhotoContent, ...], new: tuple[PhotoContent, ...]):
    """By number, which the body names; the same file under another number is the same photo."""
    before = {picture.number: picture for picture in old}
    after = {picture.number: picture for picture in new}
    gone = [before[number] for number in before if number not in after]
    for number, picture in after.items():
        counterpart = before.get(number) or next(
            (each for each in gone if each.digest == picture.digest), None
        )
        if counterpart in gone:
            gone.remove(counterpart)
        change = _picture(counterpart, picture)
        if change:
            yield change
    for picture in gone:
        yield PictureChange(f"图{picture.number}", ("删去",), _words_of(picture, None))


def _picture(old: PhotoContent | None, new: PhotoContent) -> PictureChange | None:
    if old is None:
        return PictureChange(f"图{new.number}", ("新加",), _words_of(None, new))
    said = []
    if old.number != new.number:
        said.append(f"原来是图{old.number}")
    if old.digest != new.digest:
        said.append("换了一张")
    lines = _words_of(old, new)
    return PictureChange(f"图{new.number}", tuple(said), lines) if said or lines else None


def _words_of(old: PhotoContent | None, new: PhotoContent | None) -> tuple[TextChange, ...]:
    found = []
    for name, words in (("caption", "说明"), ("credit", "摄影"), ("alt", "替代文字")):
        found.append(TextChange(words, getattr(old, name, ""), getattr(new, name, "")))
    found.append(TextChange("拍摄日期", _day(old), _day(new)))
    found.append(TextChange("人工智能", _ai(old), _ai(new)))
    found.append(TextChange("监护人同意", getattr(old, "consent", ""), getattr(new, "consent", "")))
    found.append(TextChange("构图中心", _focus(old), _focus(new)))
    return tuple(change for change in found if change.old != change.new)


def _day(photo: PhotoContent | None) -> str:
    return format_day(photo.taken_on) if photo and photo.taken_on else ""


def _ai(photo: PhotoContent | None) -> str:
    return PhotoAi(photo.ai_use).label if photo and photo.ai_use else ""


def _focus(photo: PhotoContent | None) -> str:
    return describe_focus(photo.focus_left, photo.focus_top) if photo else ""
