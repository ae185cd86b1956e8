"""The acts of the review screen by name, each with a sentence that says what it did."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, Literal

from articles.text.page import arrange
from articles.text.page.places import ArrangeError, letter
from articles.text.page.reading import Kind, Reading

#: (the reading after an act, a sentence that says what the act did).
Result = tuple[Reading, str]


class ImportRefused(Exception):  # noqa: N818
    """The page can't be imported, arranged or made into drafts; the message tells why."""


KINDS = {
    "campaign": "栏题",
    "kicker": "引题",
    "headline": "主题",
    "subhead": "副题",
    "byline": "署名",
    "paragraph": "段落",
    "crosshead": "小标题",
    "caption": "图片说明",
    "credit": "图片署名",
}


def perform(reading: Reading, name: str, arguments: dict[str, Any]) -> Result:
    """Carry out an act of an editor. Raises ImportRefused."""
    try:
        return ACTS[name](reading, **arguments)
    except ArrangeError as refusal:
        raise ImportRefused(str(refusal)) from refusal
    except (KeyError, TypeError) as error:
        raise ImportRefused("这一步看不懂，什么也没改。请刷新页面再试。") from error


def say_lines(lines: Iterable[int], unit: str = "行") -> str:
    """第2至5、12行"""
    runs: list[list[int]] = []
    for number in sorted(lines):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [str(run[0]) if len(run) == 1 else f"{run[0]}至{run[-1]}" for run in runs]
    return f"第{'、'.join(words)}{unit}"


def _move(reading: Reading, *, lines: Collection[int], to: int | arrange.Elsewhere) -> Result:
    where = {"new": "另起一篇", "unplaced": "放回未归", "furniture": "不要"}
    said = f"归{letter(to)}" if isinstance(to, int) else where[to]
    return arrange.move(reading, lines, to), f"{say_lines(lines)}{said}"


def _swap(
    reading: Reading, *, lines: Collection[int] = (), stories: Collection[int] = ()
) -> Result:
    """Exchange the bodies of two stories: those given, and those that contain the lines.

    If this names only one story, the other is the only other one with a doubtful body.
    """
    touched = {arrange.story_of(reading, line) for line in lines}
    both = sorted({*stories, *(story for story in touched if story is not None)})
    if len(both) == 1:
        doubted = {
            index
            for index, story in enumerate(reading.stories)
            if index not in both and any(d.code in arrange.BLOCKING for d in story.doubts)
        }
        both += doubted if len(doubted) == 1 else []
    if len(both) != 2:
        raise ArrangeError("对调两篇的正文，请在两篇里各选一行。")
    one, other = both
    return arrange.swap(reading, one, other), f"{letter(one)}、{letter(other)}对调正文"


def _paragraph(reading: Reading, *, lines: Collection[int]) -> Result:
    """Begin a paragraph at the first of the lines that doesn't begin one yet."""
    begins = {piece.lines[0] for story in reading.stories for piece in story.pieces}
    line = _first_line([line for line in lines if line not in begins] or lines)
    return arrange.split_piece(reading, line), f"第{line}行另起一段"


def _join(reading: Reading, *, lines: Collection[int]) -> Result:
    for line in sorted(lines):
        reading = arrange.join(reading, line)
    return reading, f"{say_lines(lines)}接上一段"


def _shift(reading: Reading, *, lines: Collection[int], by: Literal[-1, 1]) -> Result:
    way = "上" if by < 0 else "下"
    return arrange.shift(reading, _first_line(lines), by), f"{say_lines(lines)}{way}移"


def _label(reading: Reading, *, lines: Collection[int], kind: Kind) -> Result:
    return arrange.name(reading, lines, kind), f"{say_lines(lines)}作{KINDS[kind]}"


def _head(
    reading: Reading,
    *,
    story: int,
    rows: Collection[tuple[int, Kind | Literal["furniture"], str]],
    new: tuple[Kind, str],
) -> Result:
    """Set the kind and the text of each line of a story's head, and add a missing line."""
    added_kind, added = new
    if added.strip():
        reading = arrange.write(reading, story, added_kind, added)
    for line, _, _ in rows:
        if arrange.story_of(reading, line) != story:
            raise ArrangeError(f"第{line}行已不在{letter(story)}里。")
    for line, kind, text in rows:
        if kind == "furniture":
            continue
        reading = arrange.name(arrange.reword(reading, line, text), [line], kind)
    dropped = [line for line, kind, _ in rows if kind == "furniture"]
    if dropped:
        reading = arrange.move(reading, dropped, "furniture")
    return reading, f"改{letter(story)}的标题与署名"


def _reread(reading: Reading, *, lines: Collection[int]) -> Result:
    line = _first_line(lines)
    return arrange.reread(reading, line), f"第{line}行换一种读法"


def _settle(reading: Reading, *, story: int, doubt: int) -> Result:
    return arrange.settle(reading, story, doubt), f"{letter(story)}的一处已定"


def _split(reading: Reading, *, lines: Collection[int]) -> Result:
    line = _first_line(lines)
    return arrange.split_story(reading, line), f"从第{line}行断开"


def _first_line(lines: Collection[int]) -> int:
    if not lines:
        raise ArrangeError("请先选中要动的行。")
    return min(lines)


ACTS: dict[str, Callable[..., Result]] = {
    "move": _move,
    "swap": _swap,
    "split": _split,
    "paragraph": _paragraph,
    "join": _join,
    "shift": _shift,
    "label": _label,
    "head": _head,
    "settle": _settle,
    "reread": _reread,
}
