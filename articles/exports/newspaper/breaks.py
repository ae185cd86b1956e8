"""Where the rows of a head break: between words, so that they are alike in length.

A break is dear that leaves a character alone in a row, begins one with a particle, or parts what
stands between quotation marks or brackets; so are rows with the end of a clause within. The first
two are taken only where one row more would not do without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from math import inf
from typing import Any, NamedTuple, TypeAlias

from articles.text.headline import BREAK, break_between
from articles.text.words import cut_words

_NARROW = re.compile(r"[!-~]")
_NOT_FIRST = "，。；：！？、）〕》〉」』】”’…—·%％℃"
_NOT_LAST = "（〔《〈「『【“‘"
_OPENS, _CLOSES = _NOT_LAST, "）〕》〉」』】”’"
_TIGHT = re.compile(
    f"[{_OPENS}{_CLOSES}，。；：！？、](?=[{_OPENS}{_CLOSES}])|[{_CLOSES}](?=[，。；：！？、])"
)
_STARTS_TIGHT, _ENDS_TIGHT = f"{_OPENS}", f"{_CLOSES}，。；：！？、"
_MARKED = re.compile(f"“[^”{BREAK}]+”|《[^》{BREAK}]+》")
_CLAUSE_END = re.compile(f"[，；。！？][{_CLOSES}]*$")
#: Words that begin no row, that belong to the one before, and that end none, where there is another
#: way.
_PARTICLES = frozenset("的地得了着过们吗呢吧啊呀嘛和与及或等之")
_SUFFIXES = frozenset("班起圈区局院部队员者性化率费所站馆厂店园街巷村镇县市省里中上下后前内外间时")
_HOLDING = frozenset("把被在向从对让由将给跟比以为")
_NUMBER = re.compile("[0-9〇一二三四五六七八九十百千万亿两几第] ?$")
_MEASURES = frozenset("年月日时点号路")
#: 那一座, 每两天: what points belongs to the figure after it.
_POINTING, _FIGURE = frozenset("这那哪每某各"), re.compile("[0-9〇一二三四五六七八九十百千万两几]")
_LONGEST = 14  # characters of a word; text in which no word is known may break anywhere

_STUB, _STUBBY = 0.5, 2.5  # the cost of a row of two characters that is not the last, in em
_LINED = 11  # characters that are on one line of any column
_MARKS = "，。；：！？、“”‘’（）《》〈〉【】…— "
_WORD = re.compile(f"[{_MARKS}]+|[^{_MARKS}](?:.*[^{_MARKS}])?")
#: What typst sets a little apart, though not at the edge of what is kept.
_BETWEEN = re.compile("[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]")
_WHOLE = 8.0  # em of words that typst keeps on a line

#: The costs of a row that is wider than its room, that begins with a particle or is one character,
#: of a break within quotation marks, of the end of a clause within a row, of a row that begins with
#: what belongs to the word before, or ends with what belongs to the next; beside squares of em.
_WIDE, _LOST, _WITHIN, _JOINED, _TORN, _HELD = 1000.0, 200.0, 30.0, 20.0, 8.0, 4.0

Rows: TypeAlias = list[str]


def extent(text: str) -> float:
    """The approximate width of a line in ems, with the letter spacing of headlines: of marks that
    stand together, and at the ends of a line, half is left out."""
    if not text:
        return 0.0
    narrow = len(_NARROW.findall(text))
    tight = len(_TIGHT.findall(text)) + (text[0] in _STARTS_TIGHT) + (text[-1] in _ENDS_TIGHT)
    return 1.02 * (len(text) - narrow) + 0.62 * narrow - 0.5 * tight + 0.01


def fit_rows(segments: Sequence[str], room: float, most: int, *, rebreak: bool = False) -> Rows:
    """The segments in the fewest rows of so many em that fit, at most so many; one more where one
    would begin with a particle, be one character or part what stands between marks; none if there
    is no way. `rebreak`: at last also elsewhere than between them."""
    together = break_between(segments)
    if extent(together) - 0.5 * together.count(BREAK) <= room:
        return [together]
    found: Rows = []
    for count in range(max(2, len(segments)), most + 1):
        rows, sound = _break_segments(segments, count, room)
        if not _fits(rows, room) or len(rows) > most:
            continue
        sound = sound and not _tears(rows, together, room)
        if sound or found:
            return rows if sound else found
        found = rows
    if not found and len(segments) > most > 1:
        found = _join_segments(segments, most)
    if not (found and _fits(found, room)) and len(segments) > 1 and rebreak:
        found = balance_lines(together, most, room)
    return found if found and _fits(found, room) else []


def fit_clauses(text: str, room: float, most: int) -> Rows:
    """The same of a text of clauses; one row more, too, where one would hold parts of two."""
    rows = fit_rows([text], room, most)
    if len(rows) > 1 and not _balance(text, len(rows), room).whole:
        more = _balance(text, len(rows) + 1, room)
        rows = more.rows if more.whole and len(rows) < most and _fits(more.rows, room) else rows
    return rows


def fill_rows(text: str, room: float) -> Rows:
    """The text in full rows, broken between words: within one only where it is wider than a row."""
    rows = [""]
    for word in _list_words(text):
        if rows[-1] and extent(rows[-1] + word) > room:
            rows.append("")
        for each in [word] if extent(word) <= room else word:
            if rows[-1] and extent(rows[-1] + each) > room:
                rows.append("")
            rows[-1] += each
    return rows


def fit_lines(
    segments: Sequence[str], width: float, room: float, largest: float, most: int
) -> tuple[Rows, float]:
    """The segments in at most so many lines, and the size at which they are largest, where
    `width` by `room` is theirs; of equal sizes the one with fewer lines."""
    found = []
    for count in range(len(segments), most + 1):
        lines, _ = _break_segments(segments, count, inf)
        size = min(largest, width / max(map(extent, lines)), room / len(lines))
        found.append((round(size, 2), -len(lines), lines))
    size, _, lines = max(found)
    return lines, size


def keep_words(runs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The runs of a crosshead; of one that is longer than a line typst breaks none of the words."""
    text = "".join(run["t"] for run in runs)
    if len(text) <= _LINED or "\n" in text or any(run.get("loose") for run in runs):
        return [dict(run) for run in runs]
    parts = [
        (run, part)
        for run in runs
        for word in _list_whole(run["t"])
        for part in _WORD.findall(word)
    ]
    kept: list[dict[str, Any]] = []
    for (run, part), (_, before) in zip(parts, [(runs[0], ""), *parts], strict=False):
        if _BETWEEN.search(f"{before[-1:]}{part[0]}"):
            kept.append({"t": "", "gap": True})
        # Marks stand beside the words: at the edge of what is kept they would lose width.
        kept.append({**run, "t": part} | ({} if part[0] in _MARKS else {"kept": True}))
    return kept


def _list_whole(text: str) -> Rows:
    """The words of the text with what begins no row."""
    whole: Rows = []
    words = _list_words(text)
    for at, word in enumerate(words):
        core = _strip_marks(word)
        bound = core in _PARTICLES | _SUFFIXES or (at == len(words) - 1 and len(core) < 2)
        if whole and bound and extent(whole[-1] + word) <= _WHOLE:
            whole[-1] += word
        else:
            whole.append(word)
    return whole


def balance_lines(text: str, count: int, room: float = inf) -> Rows:
    """The text in at most `count` lines of similar length, none wider than its room if it can."""
    return _balance(text, count, room).rows


def _tears(rows: Sequence[str], text: str, room: float) -> bool:
    """Whether what stands between marks is parted, though a row could hold it."""
    marked = (each for each in _MARKED.findall(text) if extent(each) <= room)
    return any(all(each not in row for row in rows) for each in marked)


def _fits(rows: Sequence[str], room: float) -> bool:
    return max(map(extent, rows)) <= room


def _break_segments(segments: Sequence[str], count: int, room: float) -> tuple[Rows, bool]:
    """(the segments in `count` lines so that the longest is as short as possible, whether all
    breaks within them are good)."""
    share = [1] * len(segments)
    for _ in range(count - len(segments)):
        worst = max(range(len(segments)), key=lambda i: extent(segments[i]) / share[i])
        share[worst] += 1
    parts = [_balance(part, lines, room) for part, lines in zip(segments, share, strict=True)]
    return [line for part in parts for line in part.rows], all(part.sound for part in parts)


def _join_segments(segments: Sequence[str], count: int) -> Rows:
    """The segments in so many rows of similar length, each of whole segments."""
    wish, rows = sum(map(extent, segments)) / count, [segments[0]]
    for at, segment in enumerate(segments[1:], 1):
        must_break = len(segments) - at <= count - len(rows)
        full = extent(rows[-1]) + extent(segment) / 2 > wish
        if len(rows) < count and (full or must_break):
            rows.append(segment)
        else:
            rows[-1] = break_between([rows[-1], segment])
    return rows


class _Balanced(NamedTuple):
    """`sound`: no row begins with a particle or is one character; `whole`: none holds parts of two
    clauses, either."""

    rows: Rows
    sound: bool
    whole: bool


class _Text(NamedTuple):
    """A text in words. By the number of words before it, each place has the width of what stands
    before it, the clauses that end there or before, and what a row costs that begins or ends
    there. `alone`: by their number, words of one character."""

    words: tuple[str, ...]
    widths: tuple[float, ...]
    clauses: tuple[int, ...]
    starts: tuple[float, ...]
    ends: tuple[float, ...]
    alone: tuple[bool, ...]


@lru_cache(maxsize=4096)
def _read(text: str) -> _Text:
    words = tuple(_list_words(text))
    heads = list(accumulate(words, initial=""))
    depths = [sum(map(head.count, _OPENS)) - sum(map(head.count, _CLOSES)) for head in heads]
    quoted = min(depths[1:-1], default=0)  # a quotation is not within itself
    open_ = [depth > quoted for depth in depths]
    ended = [bool(_CLAUSE_END.search(head)) and not is_open
             for head, is_open in zip(heads, open_, strict=True)]  # fmt: skip
    bare = [_strip_marks(word) for word in words]
    starts = [
        _LOST if core in _PARTICLES
        else _TORN * (core in _SUFFIXES or len(core) == 1 < len(word.strip()))
        for core, word in zip(bare, words, strict=True)
    ]  # fmt: skip
    ends = [_HELD * (word in _HOLDING) for word in bare]
    return _Text(
        words,
        tuple(extent(head) for head in heads),
        tuple(accumulate(ended)),
        (0.0, *starts[1:], 0.0),
        (0.0, *(end + _WITHIN * is_open for end, is_open in zip(ends, open_[1:], strict=True))),
        tuple(len(word) < 2 for word in bare),
    )  # fmt: skip


@lru_cache(maxsize=16384)
def _balance(text: str, count: int, room: float) -> _Balanced:
    """The text in at most `count` lines of similar length."""
    it = _read(text)
    number = len(it.words)
    count = min(count, number)
    wish = it.widths[-1] / max(1, count)
    costs = [0.0] + [inf] * number
    starts = []  # the best last line of 1, 2, ... lines, by its end
    for _ in range(count):
        row = [
            min(
                ((costs[i] + _price(it, i, j, wish, room), i) for i in range(j) if costs[i] < inf),
                default=(inf, 0),
            )
            for j in range(number + 1)
        ]
        costs = [cost for cost, _ in row]
        starts.append([start for _, start in row])
    stops = [number]
    for start in reversed(starts):
        stops.append(start[stops[-1]])
    spans = [(i, j) for i, j in pairwise(reversed(stops)) if i < j]
    rows = ["".join(it.words[i:j]).strip() for i, j in spans] or [text]
    sound = not any(_is_bad(it, *span) for span in spans)
    return _Balanced(rows, sound, sound and not any(_is_torn(it, *span) for span in spans))


def _price(it: _Text, i: int, j: int, wish: float, room: float) -> float:
    """What a row of the words from `i` to `j` costs."""
    wide = it.widths[j] - it.widths[i]
    price = (wide - wish) ** 2 + it.starts[i] + _JOINED * (it.clauses[j - 1] - it.clauses[i])
    if j < len(it.words):
        price += it.ends[j] + _STUB * (wide < _STUBBY)
    if j == i + 1 and it.alone[i] and len(it.words) > 1:
        price += _LOST
    return price + _WIDE * max(0.0, wide - room - 0.02)


def _is_bad(it: _Text, i: int, j: int) -> bool:
    """Whether it is a row that begins with a particle, or is one character."""
    return it.starts[i] >= _LOST or (j == i + 1 and it.alone[i] and len(it.words) > 1)


def _is_torn(it: _Text, i: int, j: int) -> bool:
    """Whether a row with the end of a clause within ends itself elsewhere."""
    return j < len(it.words) and it.clauses[i] < it.clauses[j - 1] == it.clauses[j]


@lru_cache(maxsize=4096)
def _list_words(text: str) -> tuple[str, ...]:
    words: list[str] = []
    for word in cut_words(text):
        joins = words and (
            word[0] in _NOT_FIRST or words[-1][-1] in _NOT_LAST
            or (_NARROW.match(word) and _NARROW.match(words[-1][-1]))
            or (words[-1] in _POINTING and _FIGURE.match(word))
            or word == " " or (_NUMBER.search(words[-1]) and _is_measure(word))
        )  # fmt: skip
        if joins and len(words[-1]) + len(word) <= _LONGEST:
            words[-1] += word
        else:
            words += [word[i : i + _LONGEST] for i in range(0, len(word), _LONGEST)]
    return tuple(words)


def _strip_marks(word: str) -> str:
    return word.strip(_NOT_FIRST + _NOT_LAST + " ")


def _is_measure(word: str) -> bool:
    """Whether it belongs to the figure before it."""
    return word not in _PARTICLES and len(word) <= 1 + (word[0] in _MEASURES)
