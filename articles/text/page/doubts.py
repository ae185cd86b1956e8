"""Doubts that a person should check, other than bodies under wrong headlines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from articles.text.page.beginnings import (
    DOUBTED_AT_LEAST,
    FIRST_AT_LEAST,
    MANY,
    PARAGRAPHS_AT_MOST,
    SUREST_AT_LEAST,
    Openings,
)
from articles.text.page.bylines import people
from articles.text.page.datelines import SOURCE_LINE
from articles.text.page.guesses import bring_home
from articles.text.page.items import is_item
from articles.text.page.printed import clean
from articles.text.page.reading import BODY, Doubt, Evidence, Reading, Story, StoryPiece
from articles.text.page.weights import weights
from articles.text.punctuation import fold_marks, restore

_PAIRS = {
    "“”": "双引号",
    "‘’": "单引号",
    "《》": "书名号",
    "「」": "直角引号",
    "『』": "双直角引号",
    "【】": "方头括号",
    "()": "括号",
}
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’|’(?=\d)")
_CLOSED = "。！？；：…”’』」）》】.!?;:)"


def doubt(reading: Reading) -> None:
    """Add doubts to every story, in the order of its pieces."""
    bring_home(reading)
    _doubt_beginnings(reading)
    for story in reading.stories:
        known = {item.code for item in story.doubts}
        story.doubts += [
            item
            for item in (*_doubt_story(reading, story), *_doubt_pieces(reading, story))
            if item.code != "headline-lost" or not known & {"headline-lost", _MISMATCH}
        ]


#: Of these each row is a paragraph, and need not begin as a sentence does; a verse or an entry that
#: ends without a mark has at most `_ROW` characters.
_ROWS, _ROW = ("list", "table", "weather"), 30
_MISMATCH = "headline-body-mismatch"
_SIGNED_LEAD = re.compile(r"(?:[讯电]\s*\(?|\()\s*(?:本报)?(?:记者|通讯员)")
_NO_BYLINE = "没有找到署名，请补记者或通讯员。"
_IN_TEXT = "署名写在正文的电头里，请移到署名栏。"


def _doubt_story(reading: Reading, story: Story) -> Iterator[Doubt]:
    body = story.of(*BODY)
    headline = story.of("headline")
    names = [name for piece in story.of("byline") for name in people(reading.text(piece))]
    if body and not headline:
        yield Doubt("headline-lost", "这篇正文没有标题，请补标题，或并入所属的稿件。")
    if headline and not body and not story.of("caption"):
        yield Doubt("body-lost", "标题下没有正文，请对照版面补上。", headline[0].lines[0])
    if headline and body and not names and not _is_sure_notice(story):
        lead = clean(reading.text(body[0]))
        yield Doubt("no-byline", _IN_TEXT if _SIGNED_LEAD.search(lead[:40]) else _NO_BYLINE)


def _doubt_pieces(reading: Reading, story: Story) -> Iterator[Doubt]:
    bare = _has_bare_rows(reading, story)
    listed = _are_bare(
        filter(is_item, (fold_marks(reading.text(p)) for p in story.of("paragraph")))
    )
    for n, piece in enumerate(story.pieces):
        after = story.pieces[n + 1 : n + 2]
        text = reading.text(piece)
        if piece.kind == "caption" and not (after and after[0].kind == "credit"):
            yield Doubt("no-credit", "图片没有摄影者署名，请补上。", piece.lines[0])
        if piece.kind == "credit" and (not n or story.pieces[n - 1].kind != "caption"):
            yield Doubt("no-caption", "图片没有说明文字，请补上。", piece.lines[0])
        if piece.kind == "paragraph":
            row = len(text) <= _ROW and (bare or (listed and is_item(fold_marks(text))))
            yield from _doubt_paragraph(reading, piece, "" if row else text)
        if piece.kind in ("headline", "paragraph"):
            yield from _doubt_unbalanced_marks(piece, text)


def _has_bare_rows(reading: Reading, story: Story) -> bool:
    """Do the rows of a poem or a list end without marks as a rule? Those of a notice may: they say
    whose it is, and when."""
    rows = map(reading.text, story.of("paragraph"))
    return _is_sure_notice(story) or (story.genre in _ROWS and _are_bare(rows))


def _are_bare(texts: Iterable[str]) -> bool:
    ends = [text[-1:] for text in texts if text]
    return sum(end not in _CLOSED for end in ends) * 2 >= len(ends)


def _is_sure_notice(story: Story) -> bool:
    """A notice needs nobody who wrote it."""
    guessed = any(item.code == "perhaps-notice" for item in story.doubts)
    return story.genre == "notice" and not guessed


def _doubt_paragraph(reading: Reading, piece: StoryPiece, text: str) -> Iterator[Doubt]:
    if text and text[-1] not in _CLOSED and not SOURCE_LINE.fullmatch(fold_marks(text)):
        yield Doubt(
            "unfinished-paragraph",
            f"段末“{text[-6:]}”没有句末标点，后面的文字可能排到了别处或已丢失，请核对。",
            piece.lines[0],
        )
    lines = [reading.lines[number - 1] for number in piece.lines]
    sources = {line.source for n, line in enumerate(lines) if not n or line.joint is None}
    if len(sources) > 1:
        message = f"这一段由{len(sources)}处文字接成，请核对接口。"
        yield Doubt("joined-paragraph", message, piece.lines[0])


def _doubt_unbalanced_marks(piece: StoryPiece, text: str) -> Iterator[Doubt]:
    """A doubt for the first kind of paired marks that do not match."""
    text = fold_marks(_APOSTROPHE.sub("", text))
    for pair, name in _PAIRS.items():
        if not _is_balanced(text, *pair):
            message = f"{name}没有成对，请对照版面核对。"
            yield Doubt("unbalanced-marks", message, piece.lines[0])
            return


def _is_balanced(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for mark in text:
        depth += (mark == opening) - (mark == closing)
        if depth < 0:
            return False
    return depth == 0


def _doubt_beginnings(reading: Reading) -> None:
    pieces = [
        (story, piece, first)
        for story in reading.stories
        if story.genre not in _ROWS
        for piece, first in _paragraphs(story)
    ]
    texts = [clean(reading.text(piece)) for _, piece, _ in pieces]
    if not texts or len(texts) > PARAGRAPHS_AT_MOST:
        return
    others = [
        clean(reading.text(piece))
        for story in reading.stories
        for piece in story.of("headline", "subhead", "caption", "crosshead")
    ]
    openings = Openings(texts, others)
    known = weights("beginnings")
    losses = [
        openings.find_loss(text, FIRST_AT_LEAST if first else DOUBTED_AT_LEAST)
        for (_, _, first), text in zip(pieces, texts, strict=True)
    ]
    least = SUREST_AT_LEAST if sum(loss is not None for loss in losses) > MANY else 0.0
    for (story, piece, _), text, loss in zip(pieces, texts, losses, strict=True):
        if loss and loss[0] >= least:
            message = f"段首“{restore(text[:12])[0][:6]}”前可能丢了文字，请对照版面补上。"
            why = tuple(_reasons(loss[1], known, text))
            story.doubts.append(Doubt("truncated-paragraph", message, piece.lines[0], why))


def _paragraphs(story: Story) -> Iterator[tuple[StoryPiece, bool]]:
    first = True
    for piece in story.of("paragraph"):
        yield piece, first
        first = False


_GROUPS = {
    "tail": "词典里有更长的词以它结尾",
    "after": "本页别处这几个字前面总有别的字",
    "never": "本页别处这几个字前面总有别的字",
    "starts": "本页别处也有句子这样开头",
    "unopened": "引号或括号只有后一半",
    "mark": "第一个分句的长短和标点",
    "clause": "第一个分句的长短和标点",
    "opens": "开头的说法常见或少见",
}


def _reasons(found: dict[str, float], known: dict[str, float], text: str) -> Iterator[Evidence]:
    groups: dict[str, float] = {}
    for name, value in found.items():
        what = next((title for part, title in _GROUPS.items() if part in name), "开头的词和词性")
        groups[what] = groups.get(what, 0.0) + known.get(name, 0.0) * value
    for what, weight in sorted(groups.items(), key=lambda item: -abs(item[1])):
        if abs(weight) >= 0.05:
            yield Evidence(what, f"“{restore(text[:12])[0][:6]}”", round(weight, 2))
