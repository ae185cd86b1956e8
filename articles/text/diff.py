"""Differences between Chinese texts: by character, but a number is never split.

`changes` compares plain texts, `pair_blocks` two bodies, and `diff_three_ways` two bodies with
the one that both were made from.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from typing import Literal, TypeVar

from diff_match_patch import diff_match_patch  # type: ignore[import-untyped]

from articles.text.body import Block

ChangeKind = Literal["same", "deleted", "inserted"]
PairState = Literal["same", "changed", "formatted", "added", "removed"]
Verdict = Literal["same", "theirs", "yours", "both", "conflict"]

_Unit = TypeVar("_Unit", bound=Hashable)
#: (old block, its new counterpart); None if it has none.
_Faced = tuple[Block | None, Block | None]
#: Pairs that `diff_three_ways` keeps together.
_Hunk = list[_Faced]

_KINDS: dict[int, ChangeKind] = {-1: "deleted", 0: "same", 1: "inserted"}
_TOKEN = re.compile(
    r"\d+(?:,\d{3}(?!\d))*(?:[.．]\d+)?[%％‰]?"
    r"|[A-Za-zÀ-ÖØ-öø-ɏＡ-Ｚａ-ｚ]+"
    r"|…+|—+"
    r"|.[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]*",  # a character with its combining marks
    re.DOTALL,
)
_ENDS_SENTENCE = frozenset("。！？；\n")
_ENDS_PHRASE = frozenset("，、：")
_OPENS = frozenset("“‘《〈「『（【")
_CLOSES = frozenset("”’》〉」』）】")
#: Counterparts share at least this fraction of their pairs of characters.
_ALIKE = 0.3
#: The most comparisons in one gap between equal blocks, half a second; for more, none is made.
_COMPARISONS = 250_000


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that is the same, deleted or inserted."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A block of the old text and its counterpart in the new; None if there is none.

    `changes` compares their texts; it is empty if one is None or their kinds differ.
    """

    old: Block | None
    new: Block | None
    changes: tuple[Change, ...]

    @property
    def state(self) -> PairState:
        """ "formatted" means the same text with different bold, links, kind or table head."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        if self.old == self.new:
            return "same"
        return "formatted" if self.old.text == self.new.text else "changed"


@dataclass(frozen=True, slots=True)
class Side:
    """One place of a text that two people may have changed, in its three versions."""

    base: tuple[Block, ...]
    theirs: tuple[Block, ...]
    yours: tuple[Block, ...]

    @property
    def verdict(self) -> Verdict:
        return decide(self.base, self.theirs, self.yours)


def changes(old: str, new: str) -> tuple[Change, ...]:
    """The stretches of both texts: same and deleted ones form `old`, same and inserted ones `new`.

    Neighbours differ in kind, none is empty, and a deletion precedes the insertion at its place.
    """
    found = _stretches(_TOKEN.findall(old), _TOKEN.findall(new), readable=True)
    _line_up(found)
    return tuple(Change(_KINDS[kind], "".join(tokens)) for kind, tokens in found)


def pair_blocks(old: tuple[Block, ...], new: tuple[Block, ...]) -> tuple[Pair, ...]:
    """All blocks of both texts, each once, in the order of `new`; removed ones where they stood.

    The counterpart of a photo is the photo with the same number.
    """
    return tuple(_pair(*faced) for faced in _pair_up(old, new))


def diff_three_ways(
    base: tuple[Block, ...], theirs: tuple[Block, ...], yours: tuple[Block, ...]
) -> tuple[Side, ...]:
    """Cut the three texts into sides, as small as possible; joined, they are the texts again.

    Neighbouring blocks that nobody changed form one side.
    """
    sides: list[Side] = []
    they, you = _cuts(base, theirs), _cuts(base, yours)
    b = t = y = 0
    for place in sorted(they.keys() & you.keys()):
        (t_start, t_end), (y_start, y_end) = they[place], you[place]
        sides.append(Side(base[b:place], theirs[t:t_start], yours[y:y_start]))
        sides.append(Side((), theirs[t_start:t_end], yours[y_start:y_end]))
        b, t, y = place, t_end, y_end
    return tuple(_join_unchanged(side for side in sides if side != Side((), (), ())))


def merge_sides(
    sides: tuple[Side, ...], choices: Mapping[int, Literal["theirs", "yours"]]
) -> tuple[Block, ...]:
    """One text: each side as chosen, else as its only editor changed it, else as in yours."""
    out: list[Block] = []
    for number, side in enumerate(sides):
        unasked = "theirs" if side.verdict == "theirs" else "yours"
        chosen = choices.get(number, unasked)
        out += side.theirs if chosen == "theirs" else side.yours
    return tuple(out)


def decide(base: object, theirs: object, yours: object) -> Verdict:
    """Who changed a value: nobody, only they, only you, both equally, or both differently."""
    if theirs == yours:
        return "same" if theirs == base else "both"
    if yours == base:
        return "theirs"
    return "yours" if theirs == base else "conflict"


class _Steps:
    """A deadline for dmp that counts steps, not seconds: the same diff on any machine."""

    def __init__(self) -> None:
        self.left = 1000

    def __lt__(self, now: float) -> bool:
        self.left -= 1
        return self.left < 0


class _Differ(diff_match_patch):  # type: ignore[misc]
    """Limits dmp, which would take minutes for two long texts that have nothing in common.

    Up to 2,000 changed tokens in one stretch are compared, which takes half a second; a longer
    stretch is deleted and inserted as a whole.
    """

    def __init__(self) -> None:
        super().__init__()
        self.Diff_Timeout = 0  # shortest, not first found

    def diff_bisect(self, text1: str, text2: str, deadline: object) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = super().diff_bisect(text1, text2, _Steps())
        return found


_DIFFER = _Differ()


def _stretches(
    old: Sequence[_Unit], new: Sequence[_Unit], *, readable: bool = False
) -> list[tuple[int, list[_Unit]]]:
    """Stretches deleted (-1), same (0) and inserted (1); `readable` drops accidental matches."""
    letters: dict[_Unit, str] = {}
    for unit in chain(old, new):
        letters.setdefault(unit, chr(0xE000 + len(letters)))
    units = {letter: unit for unit, letter in letters.items()}
    found = _DIFFER.diff_main(*("".join(map(letters.__getitem__, it)) for it in (old, new)), False)
    if readable:
        _DIFFER.diff_cleanupSemantic(found)
        _DIFFER.diff_cleanupMerge(found)  # merges neighbours that the line above left
    out: list[tuple[int, list[_Unit]]] = []
    for changed, group in groupby((one for one in found if one[1]), key=lambda one: one[0] != 0):
        texts = list(group)
        for kind in (-1, 1) if changed else (0,):
            if stretch := [units[letter] for k, text in texts if k == kind for letter in text]:
                out.append((kind, stretch))
    return out


def _line_up(found: list[tuple[int, list[str]]]) -> None:
    """Shift each single change to the borders of a phrase, as far as repeated characters allow."""
    for n in range(1, len(found) - 1):
        (left, before), (kind, change), (right, after) = found[n - 1 : n + 2]
        if left != 0 or right != 0:
            continue
        text, size = before + change + after, len(change)
        first = last = len(before)
        while first > 1 and text[first - 1] == text[first - 1 + size]:
            first -= 1
        while last + size < len(text) - 1 and text[last] == text[last + size]:
            last += 1
        fits = [_joint(text, at) + _joint(text, at + size) for at in range(first, last + 1)]
        at = last - fits[::-1].index(max(fits))
        found[n - 1 : n + 2] = [
            (0, text[:at]),
            (kind, text[at : at + size]),
            (0, text[at + size :]),
        ]


def _joint(text: list[str], at: int) -> int:
    """How good this offset is for a cut; the end of a sentence is best."""
    left, right = text[at - 1], text[at]
    if right in _CLOSES:
        return 0
    if left in _ENDS_SENTENCE:
        return 3
    if left in _ENDS_PHRASE:
        return 2
    return 1 if right in _OPENS else 0


def _pair(old: Block | None, new: Block | None) -> Pair:
    if old is None or new is None or old.kind != new.kind:
        return Pair(old, new, ())
    return Pair(old, new, changes(old.text, new.text))


def _pair_up(old: Sequence[Block], new: Sequence[Block]) -> Iterator[_Faced]:
    """Pair equal blocks first, then the most similar ones between them."""
    gone: list[Block] = []
    come: list[Block] = []
    for kind, stretch in _stretches(old, new):
        if kind == -1:
            gone = stretch
        elif kind == 1:
            come = stretch
        else:
            yield from _pair_by_likeness(gone, come)
            gone, come = [], []
            yield from zip(stretch, stretch, strict=True)
    yield from _pair_by_likeness(gone, come)


def _pair_by_likeness(old: Sequence[Block], new: Sequence[Block]) -> Iterator[_Faced]:
    """Pair blocks in order so that the sum of their likenesses is greatest."""
    alike = _likenesses(old, new)
    if not alike:
        yield from ((block, None) for block in old)
        yield from ((None, block) for block in new)
        return
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            facing = alike.get((i, j), 0) + best[i + 1][j + 1]
            best[i][j] = max(facing, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) or j < len(new):
        if (i, j) in alike and best[i][j] == alike[i, j] + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif i < len(old) and best[i][j] == best[i + 1][j]:
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1


def _likenesses(old: Sequence[Block], new: Sequence[Block]) -> dict[tuple[int, int], float]:
    """The likeness of each two blocks that may be counterparts, by their indexes."""
    if len(old) * len(new) > _COMPARISONS:
        return {}
    out = {}
    marks = [_marks(block) for block in new]
    for i, block in enumerate(old):
        mine = _marks(block)
        for j, other in enumerate(marks):
            likeness = 2 * len(mine & other) / (len(mine) + len(other))
            if likeness >= _ALIKE:
                out[i, j] = likeness
    return out


def _marks(block: Block) -> frozenset[str]:
    """What blocks are compared by: pairs of characters, or the number of the photo."""
    if block.kind == "photo":
        return frozenset({f"photo {block.photo}"})
    text = block.text
    return frozenset(map("".join, pairwise(text))) or frozenset({text})


def _cuts(base: tuple[Block, ...], other: tuple[Block, ...]) -> dict[int, tuple[int, int]]:
    """For each index where `base` may be cut: the range of new blocks that `other` has there."""
    cuts = {0: (0, 0)}
    b = o = 0
    for hunk in _hunks(_pair_up(base, other)):
        b += sum(old is not None for old, _ in hunk)
        o += sum(new is not None for _, new in hunk)
        cuts[b] = (cuts[b][0] if b in cuts else o, o)
    return cuts


def _hunks(faced: Iterable[_Faced]) -> Iterator[_Hunk]:
    """Group pairs that belong together: a text and its replacement, paragraphs split or joined."""
    hunks: list[_Hunk] = []
    for alone, group in groupby(faced, key=lambda one: None in one):
        for hunk in [list(group)] if alone else [[one] for one in group]:
            if hunks and _are_related(hunks[-1], hunk):
                hunks[-1] += hunk
            else:
                hunks.append(hunk)
    for hunk in hunks:
        if all(new is None for _, new in hunk):
            yield from ([one] for one in hunk)
        else:
            yield hunk


def _are_related(one: _Hunk, other: _Hunk) -> bool:
    return any(_is_part_of(a, b) or _is_part_of(b, a) for a in one for b in other)


def _is_part_of(alone: _Faced, pair: _Faced) -> bool:
    """Was this new block split off the changed one, or this old block merged into it?"""
    (gone, come), (old, new) = alone, pair
    if old is None or new is None or old == new:
        return False
    part, whole = (come, old) if gone is None else (gone, new)
    if part is None or None not in alone:
        return False
    return 2 * len(_marks(part) & _marks(whole)) >= len(_marks(part))


def _join_unchanged(sides: Iterable[Side]) -> Iterator[Side]:
    for unchanged, group in groupby(sides, key=lambda side: side.verdict == "same"):
        if unchanged:
            base = tuple(block for side in group for block in side.base)
            yield Side(base, base, base)
        else:
            yield from group
