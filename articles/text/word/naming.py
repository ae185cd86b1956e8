"""The words of a head as a headline has them: without marks, numbers and spaces of its setting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.text.headline import break_between
from articles.text.word.items import WordLine
from articles.text.word.tails import CutStory

_MARKED = re.compile(r"【([^【】]+)】|《([^《》]+)》|\d{1,2}\s*[.．、]\s*(\S.*)")
#: 家 门 口 建 起 健 身 角
_SPACED = re.compile(r"[\u3400-\u9fff](?:\s+[\u3400-\u9fff]){3,}")


def name_labelled(story: CutStory, heads: Sequence[WordLine], decks: Sequence[WordLine]) -> None:
    """Heads that say which part of a head they are; others among them are subheads."""
    for part in ("kicker", "headline", "subhead"):
        said = [line for line in heads if (line.named or "subhead") == part]
        said += decks if part == "subhead" else []
        text = break_between(join_spaced(bare(line.words, story), story) for line in said)
        setattr(story, part, text)
        if text:
            story.why[part] = "文件里写明"
    story.taken += [line.words for line in decks]


def bare(words: str, story: CutStory) -> str:
    """A headline without the marks in which its file puts every headline, or its number."""
    hit = _MARKED.fullmatch(words)
    if hit is None:
        return words
    story.taken.append(words)
    return str(next(filter(None, hit.groups())))


def join_spaced(words: str, story: CutStory) -> str:
    """A headline whose characters were set apart by spaces, without them."""
    if not _SPACED.fullmatch(words):
        return words
    story.taken.append(words)
    return "".join(words.split())
