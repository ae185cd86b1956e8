"""Recognises bylines and photo credits as newspapers print them: whose, as what, for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from articles.text.page.callings import (
    ACTION,
    BODY,
    BOTH,
    BREAK,
    META,
    REPORTED_ON,
    ROLE_WORD,
    SHOT,
    SIMPLE,
    SOURCE,
    WORDS,
    find_break,
    find_called,
    find_class,
    join_dotted,
)
from articles.text.page.datelines import AGENCY_BEFORE, without_dateline
from articles.text.page.names import HAN, is_name, is_office, part_office, split_names
from articles.text.punctuation import find_opening_bracket, fold_marks
from articles.text.surnames import COMMON_SURNAMES, SURNAMES

MARKS = "■□▢◆◇●○▲△▼▽★☆◎▪▫•◼◻⊙※▍▎"
_OPEN, _CLOSE = "([【〔[", ")]】〕]"
#: What says of the words behind it that they are names.
_BESIDE_NAMES = ("role", "called", "answers", "name", "does", "source")
NAMES, OFFICE, MARKED, ROLE = 1, 2, 2, 3
Does = Literal["text", "photo", "both", "report"]


class PrintedName(NamedTuple):
    """Somebody who signs: role as in `Byline`, name, and the office that is printed with it."""

    role: str
    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """What a byline says. `strength`: 3 with a role, 2 with an office or a mark, 1 names alone.

    `called`: does nothing but a word that is no role of ours (口述) say that it is one?
    """

    names: tuple[PrintedName, ...]
    strength: int
    photo: bool
    called: bool = False

    @property
    def desk(self) -> bool:
        """Does it name only editors?"""
        return all(signer.role == "editor" for signer in self.names)


def people(byline: str) -> list[tuple[str, str]]:
    """(role, name) in print order; roles: correspondent, staff, photographer, editor.

    Names without a role word are correspondents, or photographers in a credit.
    """
    return [(role, name) for role, name, _ in signed_names(byline)]


def signed_names(byline: str) -> list[PrintedName]:
    """Everybody whom a byline names, with their offices; what is no name is left out."""
    signed = read_signature(byline)
    if signed:
        return list(signed.names)
    line = _without_brackets(fold_marks(byline).strip())
    return [PrintedName("correspondent", word) for word in line.split() if may_be_names(line)]


def may_be_names(text: str) -> bool:
    """Are all words names, if it is sure that they are a byline?"""
    words = fold_marks(text).split()
    return bool(words) and all(len(word) < 4 and is_name(word, sure=True) for word in words)


def is_byline(text: str) -> bool:
    """Does the line hold names with their roles (or a byline mark and names), and nothing else?"""
    return strength_of(text) >= ROLE or (
        text.strip()[:1] in (*MARKS, "\u2014")
        and strength_of(text) >= MARKED
        and not is_credit(text)
    )


def strength_of(text: str) -> int:
    """How surely the line is a byline by itself: 3, 2, 1 (see `Signed`), or 0 for none."""
    signed = read_signature(text) if 2 <= len(text.strip()) <= 90 else None
    return signed.strength if signed and not signed.photo else 0


def is_credit(text: str) -> bool:
    """Does the line say who took the picture beside it, and nothing else?"""
    if not 2 <= len(text.strip()) <= 60:
        return False
    signed = read_signature(text)
    return bool(signed and signed.photo)


@lru_cache(maxsize=4096)
def read_signature(text: str) -> Signed | None:
    """What a byline or credit says, or None if the text is anything else."""
    line = META.sub("", fold_marks(text).strip()).replace("\u4e28", "/")  # 文丨甲
    line = join_dotted(REPORTED_ON.sub(" ", line))
    mark = line[:1] in (*MARKS, "\u2014") and line != ""
    line = AGENCY_BEFORE.sub("", line.strip(MARKS + " \u2014-:"))
    line = without_dateline(line)
    inside = _without_brackets(line)
    if BODY.fullmatch(inside.translate(SIMPLE)):
        return Signed((PrintedName("staff", inside),), OFFICE, photo=False)
    parts = _Parts(inside if inside == line else without_dateline(inside))
    if not parts.read():
        return None
    return parts.signed(mark=mark)


def _without_brackets(line: str) -> str:
    while len(line) > 2 and line[-1] in _CLOSE and not find_opening_bracket(line, len(line) - 1):
        line = line[1:-1].strip()
    return line


class _Parts:
    """The words of a byline in order: roles, offices, names, and what was done."""

    def __init__(self, line: str) -> None:
        self.line, self.plain = line, line.translate(SIMPLE)
        self.found: list[tuple[str, str]] = []
        self.loose = ""

    def read(self) -> bool:
        """Read the whole line; False if something in it belongs in no byline."""
        at = 0
        while at < len(self.line):
            end = self._step(at)
            if end is None:
                return False
            at = end
        if not self._close_loose():
            return False
        kinds = [kind for kind, _ in self.found] + [""]
        shot = "shot" if self.plain.endswith(("报道", "报导")) else "photo"
        self.found = [
            ("does", shot) if item == ("role", "photographer") and after != "name" else item
            for item, after in zip(self.found, kinds[1:], strict=True)
        ]  # in "甲 摄影" the word stands after the name
        return True

    def _step(self, at: int) -> int | None:
        if hit := BREAK.match(self.plain, at):
            return None if ":" in hit[0] and self._has_reported(at) else hit.end()
        if self.line[at] in _OPEN:
            close = next((n for n in range(at, len(self.line)) if self.line[n] in _CLOSE), at)
            inside = self.line[at + 1 : close].strip()
            return self._add("after", inside, close + 1) if is_office(inside) else None
        if hit := SOURCE.match(self.plain, at):
            end = find_break(self.line, hit.end())
            self.found += [("source", self.line[hit.end() : end])]
            return end
        half = len(self.loose) == 1 and re.compile(rf"{HAN}(?!{HAN})").match(self.line, at)
        patterns = (("does", BOTH), ("role", ROLE_WORD), ("does", ACTION))
        for kind, pattern in () if half else patterns:
            hit = pattern.match(self.plain, at)
            if hit and (kind == "role" or self._stands_alone(hit)):
                return self._add(kind, str(hit.lastgroup), hit.end())
        if not half and (
            called := find_class(self.line, at) or find_called(self.line, self.plain, at)
        ):
            return self._add(*called)
        return self._words(at, hit.end()) if (hit := WORDS.match(self.line, at)) else None

    def _has_reported(self, at: int) -> bool:
        """Did somebody's 报道 come last? A colon behind it opens the text."""
        said = self.plain[:at].endswith(("报道", "报导"))
        return said and len(self.found) > 1 and self.found[-1] == ("does", "report")

    def _add(self, kind: str, value: str, end: int) -> int | None:
        if not self._close_loose():
            return None
        self.found.append((kind, value))
        return end

    def _stands_alone(self, hit: re.Match[str]) -> bool:
        """Is what was done no part of a longer word? 文/图 may stand directly before a name."""
        if not re.compile(HAN).match(self.line, hit.end()):
            return True
        word = WORDS.match(self.line, hit.end())
        named = word and word[0][0] in COMMON_SURNAMES and split_names(word[0], sure=True)
        return "/" in hit[0] and bool(named)

    def _glued_name(self, at: int) -> int | None:
        """The end of a name whose first character stands apart, before the next: 彭 敏汪 海."""
        pair = re.compile(rf"({HAN})({HAN})\s{HAN}(?!{HAN})").match(self.line, at)
        if len(self.loose) != 1 or not pair or pair[2] not in COMMON_SURNAMES:
            return None
        self.loose += pair[1]
        return pair.end(1) if self._close_loose() else None

    def _words(self, at: int, end: int) -> int | None:
        """Names or an office, up to the next role word."""
        if glued := self._glued_name(at):
            return glued
        role = next(
            (h for h in ROLE_WORD.finditer(self.plain, at + 1, end) if h.start() > at), None
        )
        end = role.start() if role else end
        words = self.line[at:end].strip("·")
        if len(words) == 1:
            self.loose += words
            closed = len(self.loose) < 2 or self._close_loose()
            return end if len(self.loose) < 3 and closed else None
        if not self._close_loose():
            return None
        done = re.search(
            r"(?:(?:摄影|图文|文图|综合)?报[道导]|供稿|摄影|摄|供图|文|图)$",
            words.translate(SIMPLE),
        )
        whole, part = words, words[: done.start()] if done and not role else ""
        if done and self._tells_where(at, done[0]):
            self.found.append(("does", "report"))
            return end
        for word in (part, whole) if done and done[0] in SHOT else (whole, part):
            if len(word) < 2:
                continue
            apart = self._is_apart(at, word) or self._has_office_behind(end)
            sure = self._is_sure(at, end) and apart
            if (names := split_names(word, sure=sure)) is not None and not (
                len(word) > 2 and is_office(word) and not sure
            ):
                self.found += [("name", name) for name in names]
            elif is_office(word):
                self.found.append(("office", word))
            elif (both := part_office(word)) is not None:
                self.found += [("office", both[0]), *(("name", name) for name in both[1])]
            else:
                continue
            if word != words and done:
                hit = ACTION.match(done[0])
                self.found.append(("does", str(hit.lastgroup) if hit else "report"))
            return end
        return None

    def _is_sure(self, at: int, end: int) -> bool:
        """Does something beside the word that ends there say that it is a name?"""
        if re.compile(r"\s+(?:摄影?|攝影?|供图)\s*$").match(self.line, end):
            return True
        if self._has_office_behind(end):
            return True
        if at == 0 and (
            below := re.compile(rf"[\s、]+({HAN}{{2,3}})(?!{HAN})").match(self.line, end)
        ):
            return is_name(below[1])
        return bool(self.found) and self.found[-1][0] in _BESIDE_NAMES

    def _has_office_behind(self, end: int) -> bool:
        hit = re.compile(rf"\s*[(〔\[]({HAN}+)[)〕\]]").match(self.line, end)
        return hit is not None and is_office(hit[1])

    def _is_apart(self, at: int, word: str) -> bool:
        """May the word be a name that doesn't begin with a surname? Not glued to a role word."""
        glued = at > 0 and not BREAK.match(self.line[at - 1]) and self.line[at] != "·"
        return not glued or word[0] in (SURNAMES if len(word) == 3 else COMMON_SURNAMES)

    def _tells_where(self, at: int, done: str) -> bool:
        """Does 臨江報導 behind a reporter's name say where, or 專題報導 how, and not who?"""
        kinds = [kind for kind, _ in self.found]
        return (
            done[:2] in ("报道", "报导")
            and kinds[-2:] == ["role", "name"]
            and (self.line[:at].rstrip().endswith("/"))
        )

    def _close_loose(self) -> bool:
        """Make a name of two characters that were printed with a space between."""
        if not self.loose:
            return True
        loose, self.loose = self.loose, ""
        if len(loose) != 2 or not is_name(loose, sure=True):
            return False
        self.found.append(("name", loose))
        return True

    def signed(self, *, mark: bool) -> Signed | None:
        self._part_office_of_photos()
        kinds = [kind for kind, _ in self.found]
        does = {value for kind, value in self.found if kind == "does"}
        if "name" not in kinds:
            return None
        names = self._names(prefix="does" in kinds and kinds.index("does") < kinds.index("name"))
        strong = "role" in kinds or "source" in kinds or bool(does)
        offices = not {"office", "after", "called"}.isdisjoint(kinds)
        strength = ROLE if strong else MARKED if mark or offices else NAMES
        roles = {signer.role for signer in names}
        if "answers" in kinds and roles == {"editor"}:
            return None  # an imprint, which signs no story
        called = "called" in kinds and not strong
        photo = roles == {"photographer"} or "shot" in does
        return Signed(tuple(names), strength, photo, called)

    def _part_office_of_photos(self) -> None:
        """Let an office that gave the pictures sign for them alone: 记者 甲 柳桥街道供图."""
        kinds = [kind for kind, _ in self.found]
        if "role" in kinds and kinds[-2:] == ["office", "does"] and self.found[-1][1] == "photo":
            self.found[-2:] = [("role", "photographer"), ("name", self.found[-2][1])]

    def _is_followed_by_name(self, at: int) -> bool:
        return any(kind == "name" for kind, _ in self.found[at + 1 :])

    def _names(self, *, prefix: bool) -> list[PrintedName]:
        names: list[PrintedName] = []
        role, doing, office = "", "", ""
        since = under = 0  # of the names that what was done, and an office behind them, belong to
        for n, (kind, value) in enumerate(self.found):
            if kind in ("role", "called", "answers"):
                role, doing, under = value, "", len(names)
            elif kind == "after" or (
                kind == "office" and names and not self._is_followed_by_name(n)
            ):
                names[under:] = [s if s.unit else s._replace(unit=value) for s in names[under:]]
            elif kind in ("office", "source"):
                office = value
            elif kind == "does" and prefix:
                doing, role = value, role if value == "both" else ""
            elif kind == "does":
                if value == "photo" or (value == "shot" and "role" not in dict(self.found)):
                    names[since:] = [s._replace(role="photographer") for s in names[since:]]
                since, role = len(names), ""
            else:
                shown = "photographer" if doing == "photo" else role or "correspondent"
                names.append(PrintedName(shown, value, office))
                if self.found[n + 1 : n + 2] and self.found[n + 1][0] != "name":
                    office = ""
        return names
