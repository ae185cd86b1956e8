"""Quotation marks that are lost, extra, turned round or wrongly nested (GB/T 15834—2011, 4.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley, PassageKind

_SOURCE = "GB/T 15834—2011第4.8条"
#: The pairs of marks, and what marks a quotation within a quotation.
_PAIRS = {"“": ("”", "‘’"), "「": ("」", "『』")}
_INNER = {"‘": "’", "『": "』"}
#: What follows a closing mark, and what may stand before an opening one only.
_AFTER_CLOSING = (
    "，。；\N{FULLWIDTH COLON}、！\N{FULLWIDTH QUESTION MARK}\N{FULLWIDTH RIGHT PARENTHESIS}》〉…—"
)
_BEFORE_OPENING = (
    "，。；\N{FULLWIDTH COLON}、！\N{FULLWIDTH QUESTION MARK}\N{FULLWIDTH LEFT PARENTHESIS}《〈—"
)
_ENDS = "。！\N{FULLWIDTH QUESTION MARK}…"
#: An extra mark stands at most this many characters after the one that closed.
_EXTRA_WITHIN = 16
_LETTER = re.compile(r"[A-Za-z0-9]")
#: Minutes and seconds, of time or of an angle: 3’45”, 30°15’20”.
_PRIMES = re.compile(r"\d[’′]\d{1,2}(?:\.\d+)?”|°\d{1,2}’(?:\d{1,2}(?:\.\d+)?”)?")
#: A year without its century: ‘98.
_SHORT_YEAR = re.compile(r"‘\d\d(?!\d)")
#: A quotation may go on over so many passages without a mark.
_FAR = 12
_HEADS: tuple[PassageKind, ...] = ("kicker", "headline", "subhead")
_SENTENCES: tuple[PassageKind, ...] = ("paragraph", "quote", "item")


_MARKS = re.compile("[“”‘’「」『』]")


class _Mark(NamedTuple):
    at: int
    opens: bool


@dataclass(slots=True)
class _Scan:
    """One passage: its text, its marks of one pair, and what is open from the passage before."""

    text: str
    opening: str
    closing: str
    inner: str
    marks: list[_Mark]
    carried: bool


def find_quotes(galley: Galley) -> Iterator[Finding]:
    """Findings `quotes`: block where a pair isn't whole, warn where a rule can't prove it.

    A mark that is turned round leaves a pair that isn't whole: the first of a text blocks it, and
    since the next one is the first when that is mended, all must be; till then they are warnings.
    Double marks within double ones, and a quotation that may go on, somebody must judge.
    """
    for opening, (closing, inner) in _PAIRS.items():
        yield from _find_pair(galley, opening, closing, inner)
    for opening, closing in _INNER.items():
        yield from _find_inner(galley, opening, closing)


def _find_pair(galley: Galley, opening: str, closing: str, inner: str) -> Iterator[Finding]:
    carried = blocked = False
    for number, passage in galley.of():
        text = _without_primes(passage.text)
        marks = [
            _Mark(at, char == opening) for at, char in enumerate(text) if char in opening + closing
        ]
        scan = _Scan(text, opening, closing, inner, marks, carried)
        goes_on = _goes_on(galley, number, opening, closing)
        carried = carried and not marks and goes_on
        for weight, start, end, message, fixes in _walk(scan):
            severity: Severity
            if weight == "turned":
                severity, blocked = "warn" if blocked else "block", True
            else:
                severity = weight
            if end >= 0:
                yield galley.find("quotes", severity, number, (start, end), message, *fixes)
                continue
            carried = goes_on
            span = (start, len(text))
            if not carried:
                yield galley.find("quotes", severity, number, span, message, *fixes)
            elif text[:start].strip():  # else all of it is quoted, and so is what follows
                said = f"“{text[start + 1 : start + 9]}”前面的引号到段末没有关，是下一段接着引吗？"
                yield galley.find("quotes", "warn", number, span, said, *fixes)


_Weight = Severity | Literal["turned"]
_Found = tuple[_Weight, int, int, str, tuple[str, ...]]


def _walk(scan: _Scan) -> Iterator[_Found]:
    """What is wrong with the marks; an end of -1 is a quotation that stays open."""
    text, marks = scan.text, scan.marks
    opened: int | None = 0 if scan.carried else None
    carried = scan.carried
    last_closed = -1
    skip = -1
    for place, mark in enumerate(marks):
        if place <= skip:
            continue
        at = mark.at
        if mark.opens and (opened is None or (carried and not text[:at].strip())):
            opened, carried = at, False  # each paragraph of a long quotation opens it again
        elif mark.opens and opened is not None:
            found, opened, skip = _second_opening(scan, place, opened)
            yield found
        elif opened is not None:
            opened, carried, last_closed = None, False, at
        elif _looks_opening(scan, place):
            yield "turned", at, at + 1, _say_turned(text, at, opens=True), (scan.opening,)
            opened = at
        else:
            yield _lonely_closing(scan, at, last_closed)
            last_closed = at
    if opened is not None and not carried:
        rest = _guess_closing(text, opened, len(text))
        fix = text[opened:rest] + scan.closing + text[rest:]
        yield "block", opened, -1, _say_open(scan, opened), (fix,)


def _second_opening(scan: _Scan, place: int, opened: int) -> tuple[_Found, int | None, int]:
    """A second opening mark while one is open: (what it is, what is open then, marks to skip)."""
    text, marks, at = scan.text, scan.marks, scan.marks[place].at
    after = text[at + 1 : at + 2]
    rest = [mark.opens for mark in marks[place + 1 : place + 3]]
    alone = not rest and "。" not in text[opened:at]
    if (
        not after
        or after in _AFTER_CLOSING
        or alone
        or (rest[:1] == [True] and (text[at - 1] in _ENDS or "。" not in text[opened:at]))
    ):
        said = _say_turned(text, at, opens=False)
        return ("turned", opened, at + 1, said, _mend(scan, opened, at)), None, -1
    if rest == [False, False] and "。" not in text[opened:at]:
        end = marks[place + 1].at
        inside = f"{scan.inner[0]}{text[at + 1 : end]}{scan.inner[1]}"
        message = f"引号里再用引号，里层应当用{scan.inner}（{_SOURCE}）。"
        return ("warn", at, end + 1, message, (inside,)), opened, place + 1
    until = _guess_closing(text, opened, at)
    fix = text[opened:until] + scan.closing + text[until : at + 1]
    message = f"“{text[opened + 1 : opened + 9]}”前面的引号没有关上，又开了一个（{_SOURCE}）。"
    return ("block", opened, at + 1, message, (fix,)), at, -1


def _mend(scan: _Scan, opened: int, at: int) -> tuple[str, ...]:
    return (scan.text[opened:at] + scan.closing,)


def _lonely_closing(scan: _Scan, at: int, last_closed: int) -> _Found:
    text = scan.text
    #: 55” may be inches.
    severity: Severity = "warn" if text[at - 1 : at].isdecimal() else "block"
    if last_closed >= 0 and at - last_closed <= _EXTRA_WITHIN:
        message = f"多了一个后引号，前面的引号已经关上了（{_SOURCE}）。"
        return severity, last_closed + 1, at + 1, message, (text[last_closed + 1 : at],)
    after = last_closed + 1
    ends = (text.rfind(mark, after, at - 1) for mark in "。！\N{FULLWIDTH QUESTION MARK}；")
    start = max(max(ends) + 1, after)
    colon = text.rfind("\N{FULLWIDTH COLON}", start, at)
    begin = colon + 1 if colon >= 0 else start
    message = f"只有后引号，前面少了与它成对的前引号（{_SOURCE}）。"
    return severity, begin, at + 1, message, (scan.opening + text[begin : at + 1],)


def _looks_opening(scan: _Scan, place: int) -> bool:
    """Is the closing mark an opening one turned round?"""
    text, marks, at = scan.text, scan.marks, scan.marks[place].at
    if at + 1 >= len(text) or text[at + 1] in _AFTER_CLOSING or text[at - 1 : at].isdecimal():
        return False
    before = text[at - 1 : at]
    following = marks[place + 1] if place + 1 < len(marks) else None
    if following is None or following.at - at > 60:
        return False
    if following.opens and text[following.at + 1 : following.at + 2] not in _AFTER_CLOSING:
        return False
    return not before or before in _BEFORE_OPENING or "。" not in text[at : following.at]


def _goes_on(galley: Galley, number: int, opening: str, closing: str) -> bool:
    """Does a following passage go on with the quotation: open it again, or close it first?

    Passages in between may be without any mark, as in a letter that is quoted whole.
    """
    kind = galley.passages[number].kind
    kinds = next((each for each in (_HEADS, _SENTENCES) if kind in each), ())
    if not kinds:
        return False
    beside = True
    for passage in galley.passages[number + 1 : number + 1 + _FAR]:
        text = passage.text.strip()
        if passage.kind not in kinds or not text:
            continue
        first = next((char for char in text if char in opening + closing), "")
        if first or not text:
            return first == closing or (beside and text.startswith(opening))
        beside = False
    return False


def _guess_closing(text: str, opened: int, until: int) -> int:
    """Where the closing mark was most likely lost before `until`: after the first sentence, or the
    first words."""
    for at in range(opened + 1, until):
        if text[at] in "。！\N{FULLWIDTH QUESTION MARK}":
            return at + 1
        if text[at] in "，；、" and at - opened <= 12:
            return at
    return until


def _say_open(scan: _Scan, opened: int) -> str:
    return f"“{scan.text[opened + 1 : opened + 9]}”前面的引号开了没有关（{_SOURCE}）。"


def _say_turned(text: str, at: int, *, opens: bool) -> str:
    """Without the marks themselves: marks within marks are a riddle to whoever reads it."""
    near = text[at + 1 : at + 9] if opens else text[max(0, at - 8) : at]
    beside = _MARKS.split(near)[0 if opens else -1]
    where, mark = ("前面", "前引号") if opens else ("后面", "后引号")
    return f"引号的方向反了\N{FULLWIDTH COLON}“{beside}”{where}应当是{mark}（{_SOURCE}）。"


def _find_inner(galley: Galley, opening: str, closing: str) -> Iterator[Finding]:
    """The same of inner marks. One pair within another is whole, if it isn't beautiful."""
    carried = 0
    for number, passage in galley.of():
        text, opened = _without_primes(passage.text), [-1] * carried
        for at, char in enumerate(text):
            if char == opening:
                if opened == [-1]:
                    opened = []  # opened again
                opened.append(at)
            elif char == closing and opened:
                opened.pop()
            elif char == closing and not _is_apostrophe(text, at):
                yield from _inner(galley, number, at, closing)
        yield from _find_crossed(galley, number, text, opening, closing)
        carried = int(bool(opened) and _goes_on(galley, number, opening, closing))
        for at in opened[carried:]:
            yield from _inner(galley, number, at, opening)


def _find_crossed(
    galley: Galley, number: int, text: str, opening: str, closing: str
) -> Iterator[Finding]:
    """A quotation that ends while one within it is open: “所谓‘一米”，就是门口。’."""
    left, right = next((left, right) for left, (right, inner) in _PAIRS.items() if opening in inner)
    other = f"[^{left}{right}{opening}{closing}]*"
    crossed = f"{left}{other}({opening}{other}{right}{other}{closing})"
    for hit in re.finditer(crossed, text):
        message = f"两层引号交叉了，里层的单引号要先关上（{_SOURCE}）。"
        yield galley.find("quotes", "block", number, hit.span(1), message)


def _inner(galley: Galley, number: int, at: int, here: str) -> Iterator[Finding]:
    if not _SHORT_YEAR.match(galley.passages[number].text, at):
        which = "前" if here in _INNER else "后"
        message = f"单引号只有{which}半边，少了与它成对的另一半（{_SOURCE}）。"
        yield galley.find("quotes", "block", number, (at, at + 1), message)


def _is_apostrophe(text: str, at: int) -> bool:
    return bool(_LETTER.match(text[at - 1 : at]) or _LETTER.match(text[at + 1 : at + 2]))


def _without_primes(text: str) -> str:
    return _PRIMES.sub(lambda hit: "0" * len(hit[0]), text)
