"""Doubts about what was only guessed: each names the line, and most have another reading."""

from __future__ import annotations

from collections.abc import Sequence

from articles.text.page.reading import Doubt, Evidence, Reading

#: A reading with less than this for it, or a likelihood below, is said to be a guess.
SURE, LIKELY = 2.5, 0.7
#: Doubts whose line can be read in another way, and what the other way is.
OTHERWISE = {
    "perhaps-crosshead": "作小标题，并入上一篇",
    "perhaps-headline": "作标题，另起一篇",
    "perhaps-text": "不是小标题，作正文",
    "perhaps-caption": "作正文",
    "perhaps-byline": "不是署名，作正文",
    "perhaps-notice": "作普通稿件",
}
_MESSAGES = {
    "perhaps-crosshead": "“{}”读作另一篇的标题，也可能是小标题，请核对。",
    "perhaps-headline": "“{}”读作小标题，也可能是另一篇的标题，请核对。",
    "perhaps-text": "“{}”读作小标题，也可能是正文里的短段，请核对。",
    "perhaps-caption": "“{}”读作图片说明，也可能是正文，请核对。",
    "perhaps-byline": "“{}”读作署名，请核对。",
    "perhaps-notice": "“{}”读作公告、列表一类，到哪一行为止请核对。",
    "perhaps-credit": "“{}”和别的摄影署名排在一起，是按先后分给各图的，请核对哪幅图是谁拍的。",
    "perhaps-preamble": "“{}”排在这篇的主题上面，放在了正文开头，请核对。",
    "perhaps-deck": "“{}”上下几行哪些是引题、主题、副题，分法拿不准，请核对。",
}


def guess(code: str, line: int, text: str, why: Sequence[tuple[str, float]] = ()) -> Doubt:
    """The doubt about one line that was read in the likelier of two ways."""
    shown = text if len(text) <= 14 else text[:13] + "…"
    ranked = sorted(why, key=lambda pair: -abs(pair[1]))
    evidence = tuple(Evidence(what, f"“{shown}”", round(weight, 1)) for what, weight in ranked)
    return Doubt(code, _MESSAGES[code].format(shown), line, evidence)


def bring_home(reading: Reading) -> None:
    """Put each doubt about a line into the story in which the line stands now."""
    homes = {n: story for story in reading.stories for piece in story.pieces for n in piece.lines}
    doubts = [(story, doubt) for story in reading.stories for doubt in story.doubts]
    for story in reading.stories:
        story.doubts = []
    for story, doubt in doubts:
        home = story if doubt.line is None else homes.get(doubt.line)
        if home is not None:
            home.doubts.append(doubt)
