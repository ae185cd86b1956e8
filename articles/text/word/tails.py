"""A story while it is cut out of a file, and the signatures in its text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from articles.text.word.cards import read_card
from articles.text.word.heads import Look
from articles.text.word.items import PictureSpot, WordItem, WordLine, text_of
from articles.text.word.notes import Margin
from articles.text.word.signatures import (
    WordSignature,
    WordSigner,
    find_lead,
    find_tail,
    is_contact,
    read_signature,
    read_unit,
)


@dataclass(slots=True)
class CutStory:
    """A story while it is read. `taken` are the words that stand in no field as they were."""

    kicker: str = ""
    headline: str = ""
    subhead: str = ""
    people: list[WordSigner] = field(default_factory=list)
    source: str = ""
    unit: str = ""
    items: list[WordItem] = field(default_factory=list)
    crossheads: set[int] = field(default_factory=set)  # places in `items`
    why: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)  # of `taken`, those that name who signs
    doubts: list[tuple[str, str]] = field(default_factory=list)
    look: Look | None = None
    weight: int = 0

    def sign_unit(self) -> None:
        """Give the unit of a line by itself to those who sign without one."""
        self.people = [each._replace(unit=each.unit or self.unit) for each in self.people]

    def _is_signer(self, person: WordSigner) -> bool:
        """Does the person sign already, in the same role, with this unit or where none is said?"""
        return any(
            (each.role, each.name) == (person.role, person.name) and person.unit in ("", each.unit)
            for each in self.people
        )

    def sign(self, signature: WordSignature, words: str, where: str) -> None:
        self.people += [each for each in signature.people if not self._is_signer(each)]
        self.source = self.source or signature.source
        self.taken.append(words.strip())
        self.signed.append(words.strip())
        self.why.setdefault("byline", where)


def read_tail(story: CutStory, margin: Margin) -> None:
    """Take the signature, and telephone numbers below it, out of the end of a story."""
    moved: list[WordItem] = []  # pictures below the signature
    while story.items:
        last = story.items[-1]
        if isinstance(last, PictureSpot):
            moved.insert(0, story.items.pop())
            continue
        if not isinstance(last, WordLine) or len(story.items) < 2:
            break
        set_apart = last.right or last.centred or last.blanks > 0
        found = read_signature(last.words, bare=set_apart and len(last.words) <= 12)
        found = found or read_card(last.words)
        if found is not None and last.marker is None:
            story.sign(found, last.words, "文末一行")
        elif is_contact(last.words) and (set_apart or _signed_above(story)):
            margin.add("contact", last.words)
        elif (unit := read_unit(last.words)) and _signed_above(story):
            story.unit = unit
            story.taken.append(last.words)
            story.signed.append(last.words)
        else:
            break
        story.items.pop()
    story.items += moved
    story.sign_unit()


def _signed_above(story: CutStory) -> bool:
    if story.people:
        return True
    at = len(story.items) - 2
    while at > 0 and isinstance(story.items[at], WordLine) and is_contact(text_of(story.items[at])):
        at -= 1
    above = story.items[at] if at >= 0 else None
    return isinstance(above, WordLine) and (
        read_signature(above.words, bare=above.right) is not None
        or find_tail(above.words) is not None
    )


def read_bracket(story: CutStory) -> None:
    """Take a signature in brackets out of the last paragraph."""
    for n in range(len(story.items) - 1, -1, -1):
        line = story.items[n]
        if not isinstance(line, WordLine):
            continue
        found = find_tail(line.text.rstrip())
        if found is not None:
            start, signature = found
            story.sign(signature, line.text[start:], "正文末尾括号里")
            story.items[n] = cut_line(line, 0, start)
        return


def read_lead(story: CutStory) -> None:
    """Take 本报讯（记者 甲） out of the first paragraph."""
    for n, line in enumerate(story.items):
        if not isinstance(line, WordLine):
            continue
        found = find_lead(line.text)
        if found is not None and line.text[found[0] :].strip():
            end, signature = found
            story.sign(signature, line.text[:end], "电头括号里")
            story.items[n] = cut_line(line, end, len(line.text))
        return


def cut_line(line: WordLine, start: int, end: int) -> WordLine:
    """The line with only its characters from `start` up to `end`."""
    typed = line.marker.typed if line.marker else ""
    at, kept = len(typed), []
    for each in line.stretches:
        low, high = max(start - at, 0), max(min(end - at, len(each.text)), 0)
        if low < high:
            kept.append(replace(each, text=each.text[low:high]))
        at += len(each.text)
    return replace(line, stretches=tuple(kept), marker=line.marker if start == 0 else None)
