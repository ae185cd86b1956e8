"""Two states of an article side by side: marked characters, and in words what else is different."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from articles.models import Article
from articles.text import body, diff
from articles.versions import FACTS, TEXTS, Content, Picture

#: The texts of an article but for its body, which is compared by blocks.
LINES = tuple(name for name in TEXTS if name != "body")


@dataclass(frozen=True, slots=True)
class Line:
    """A text that says something else in each state."""

    label: str
    old: str
    new: str

    @property
    def changes(self):
        return diff.changes(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that is chosen, not written."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One of several: a name, a campaign, a place. `kind` as in diff.Change."""

    kind: diff.ChangeKind
    text: str


@dataclass(frozen=True, slots=True)
class PictureChange:
    """What became of a photo."""

    label: str
    said: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring blocks of the body that are all the same, or all not."""

    same: bool
    pairs: tuple[diff.Pair, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs; () where nothing does. `body` is whole, or () when unchanged."""

    lines: tuple[Line, ...]
    body: tuple[Stretch, ...]
    facts: tuple[Fact, ...]
    signatures: tuple[Mark, ...]
    pictures: tuple[PictureChange, ...]
    campaigns: tuple[Mark, ...]
    places: tuple[Mark, ...]

    @property
    def empty(self) -> bool:
        return not any(getattr(self, name) for name in self.__slots__)


def compare(old: Content, new: Content) -> Comparison:
    return Comparison(
        lines=tuple(_lines(old, new)),
        body=stretches(body.blocks(old.body), body.blocks(new.body)),
        facts=tuple(_facts(old, new)),
        signatures=marks(map(str, old.signatures), map(str, new.signatures)),
        pictures=tuple(_pictures(old.pictures, new.pictures)),
        campaigns=marks(_names(old.campaigns), _names(new.campaigns)),
        places=marks(_names(old.places), _names(new.places)),
    )


def label(name: str) -> str:
    return str(Article._meta.get_field(name).verbose_name)


def shown(name: str, value) -> str:
    """A value of FACTS as people read it."""
    choices = dict(Article._meta.get_field(name).flatchoices)
    return "" if value is None else str(choices.get(value, value))


def stretches(old: tuple[body.Block, ...], new: tuple[body.Block, ...]) -> tuple[Stretch, ...]:
    if old == new:
        return ()
    pairs = diff.pair_blocks(old, new)
    groups = groupby(pairs, key=lambda pair: pair.state == "same")
    return tuple(Stretch(same, tuple(group)) for same, group in groups)


def marks(old: Iterable[str], new: Iterable[str]) -> tuple[Mark, ...]:
    """What is there now, in its order, and then what is gone; () if nothing changed."""
    old, new = list(old), list(new)
    if old == new:
        return ()
    found = [Mark("same" if text in old else "inserted", text) for text in new]
    found += [Mark("deleted", text) for text in old if text not in new]
    if all(mark.kind == "same" for mark in found):
        found.append(Mark("inserted", "次序改了"))
    return tuple(found)


def _names(tags):
    return [name for _, name in tags]


def _lines(old, new):
    for name in LINES:
        if old.text(name) != new.text(name):
            yield Line(label(name), old.text(name), new.text(name))


def _facts(old, new):
    for name, before, after in zip(FACTS, old.facts, new.facts, strict=True):
        if before != after:
            yield Fact(label(name), shown(name, before), shown(name, after))


def _pictures(old: tuple[Picture, ...], new: tuple[Picture, ...]):
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


def _picture(old: Picture | None, new: Picture) -> PictureChange | None:
    if old is None:
        return PictureChange(f"图{new.number}", ("新加",), _words_of(None, new))
    said = []
    if old.number != new.number:
        said.append(f"原来是图{old.number}")
    if old.digest != new.digest:
        said.append("换了一张")
    lines = _words_of(old, new)
    return PictureChange(f"图{new.number}", tuple(said), lines) if said or lines else None


def _words_of(old: Picture | None, new: Picture | None) -> tuple[Line, ...]:
    found = []
    for name, words in (("caption", "说明"), ("credit", "摄影"), ("alt", "替代文字")):
        before, after = getattr(old, name, ""), getattr(new, name, "")
        if before != after:
            found.append(Line(words, before, after))
    return tuple(found)
