"""What the review screen can ask for: each act by name, and what it did in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from articles.text.page import arrange
from articles.text.page.arrange import ArrangeError, letter
from articles.text.page.reading import Reading


class ImportRefused(Exception):  # noqa: N818
    """The page can't be taken in, arranged or made into drafts; the text is for the editor."""


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


def perform(reading: Reading, name: str, arguments: dict[str, Any]) -> tuple[Reading, str]:
    """The reading after the act, and the act in words; raises ImportRefused."""
    try:
        return ACTS[name](reading, **arguments)
    except ArrangeError as refusal:
        raise ImportRefused(str(refusal)) from refusal
    except (KeyError, TypeError) as error:
        raise ImportRefused("这一步看不懂，什么也没改。请刷新页面再试。") from error


def spoken(lines: Iterable[int]) -> str:
    """第2至5、12行"""
    runs: list[list[int]] = []
    for number in sorted(lines):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [str(run[0]) if len(run) == 1 else f"{run[0]}至{run[-1]}" for run in runs]
    return f"第{'、'.join(words)}行"


def _move(reading, *, lines: Collection[int], to: int | arrange.Elsewhere):
    where = {"new": "另起一篇", "unplaced": "放回未归", "furniture": "不要"}
    said = f"归{letter(to)}" if isinstance(to, int) else where[to]
    return arrange.move(reading, lines, to), f"{spoken(lines)}{said}"


def _swap(reading, *, lines: Collection[int] = (), stories: Collection[int] = ()):
    """The bodies of two stories: named, or touched by the lines, or the one in doubt besides."""
    touched = {arrange.story_of(reading, line) for line in lines} - {None}
    both = sorted({*stories, *touched})
    if len(both) == 1:
        doubted = {
            index
            for index, story in enumerate(reading.stories)
            if index not in both and any(d.code in arrange.BLOCKING for d in story.doubts)
        }
        both += doubted if len(doubted) == 1 else []
    if len(both) != 2:
        raise ArrangeError("对调两篇的正文，请在两篇里各选一行。")
    return arrange.swap(reading, *both), f"{letter(both[0])}、{letter(both[1])}对调正文"


def _paragraph(reading, *, lines: Collection[int]):
    """The first of the lines that does not begin a paragraph yet begins one."""
    begins = {piece.lines[0] for story in reading.stories for piece in story.pieces}
    line = _one([line for line in lines if line not in begins] or lines)
    return arrange.split_piece(reading, line), f"第{line}行另起一段"


def _join(reading, *, lines: Collection[int]):
    for line in sorted(lines):
        reading = arrange.join(reading, line)
    return reading, f"{spoken(lines)}接上一段"


def _shift(reading, *, lines: Collection[int], by: int):
    return arrange.shift(reading, _one(lines), by), f"{spoken(lines)}{'上' if by < 0 else '下'}移"


def _label(reading, *, lines: Collection[int], kind: str):
    return arrange.name(reading, lines, kind), f"{spoken(lines)}作{KINDS[kind]}"


def _head(reading, *, story: int, rows: list[tuple[int, str, str]], new: tuple[str, str]):
    """Kind and wording of each line of a story's head; `new` is one that the page lost."""
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


def _settle(reading, *, story: int, doubt: int):
    return arrange.settle(reading, story, doubt), f"{letter(story)}的一处已定"


def _one(lines: Collection[int]) -> int:
    """The first of the chosen lines."""
    if not lines:
        raise ArrangeError("请先选中要动的行。")
    return min(lines)


ACTS = {
    "move": _move,
    "swap": _swap,
    "split": lambda reading, *, lines: (
        arrange.split_story(reading, _one(lines)),
        f"从第{_one(lines)}行断开",
    ),
    "paragraph": _paragraph,
    "join": _join,
    "shift": _shift,
    "label": _label,
    "head": _head,
    "settle": _settle,
}
