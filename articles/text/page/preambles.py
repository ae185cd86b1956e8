"""What the paper says before a text (编者按, 开栏的话): it belongs to the story below it."""

from __future__ import annotations

import re
from itertools import pairwise

from articles.text.page.guesses import guess
from articles.text.page.reading import BODY, Kind, Reading, Story, StoryPiece
from articles.text.punctuation import fold_marks

#: Words of the paper before or after a text.
_NOTE = re.compile(
    r"^[【\[〔(■□●▲]?(?:本[报刊])?(?:编\s*者\s*按|编\s*前|编\s*后|编者的?话|编辑的?话|开栏(?:的话|语)|开篇语|主持人语|按语)"
    r"(?:[语话])?[】\]〕)]?(?:[\s:]|$|(?<=[】\]〕)]))"
)
_AFTER = re.compile(r"^[【\[〔(■□●▲]?(?:本[报刊])?编\s*后")
#: A note has so many paragraphs at most, and the name of a series above it so many characters.
_MOST, _NAME = 2, 12


def is_note(text: str) -> bool:
    """Does a note of the paper begin here, that belongs to the text beside it: 编者按, 编后?"""
    return bool(_NOTE.match(fold_marks(text).strip()))


def opens_text(text: str) -> bool:
    """Is it such a note that stands before its text, as 编后 never does?"""
    return is_note(text) and not _AFTER.match(fold_marks(text).strip())


def place_preambles(reading: Reading) -> None:
    """Move each note that stands between a text and the next head to the story of that head."""
    for above, below in pairwise(reading.stories):
        if not below.of("headline") or not below.of("paragraph") or above.genre or below.genre:
            continue
        at = _find_alone(reading, above) if not above.of("byline") else None
        at = _find_tail(reading, above) if at is None else at
        if at is not None:
            _move(reading, above, at, below)
    reading.stories = [story for story in reading.stories if story.pieces]


def _find_tail(reading: Reading, story: Story) -> int | None:
    """The piece at the end of a story, below its own text, with which such a note begins."""
    for back in range(1, _MOST + 2):
        at = len(story.pieces) - back
        if at < 1 or story.pieces[at].kind not in BODY:
            return None
        piece = story.pieces[at]
        if opens_text(reading.text(piece)):
            own = any(each.kind == "paragraph" for each in story.pieces[:at])
            short = back <= _MOST + (piece.kind == "crosshead")
            return at if own and short and story.pieces[-1].kind == "paragraph" else None
        if piece.kind == "crosshead":
            return None
    return None


def _find_alone(reading: Reading, story: Story) -> int | None:
    """0 if the story is such a note with a label or the name of a series, and nothing else."""
    heads, texts = story.of("headline"), story.of("paragraph")
    whole = len(heads) + len(texts) == len(story.pieces) and len(heads) == 1
    if not whole or not 0 < len(texts) <= _MOST:
        return None
    head = reading.text(heads[0])
    named = len(head) <= _NAME and opens_text(reading.text(texts[0]))
    return 0 if named or opens_text(head) else None


def _move(reading: Reading, above: Story, at: int, below: Story) -> None:
    """Move the pieces from `at` on, and the name of a series above them, which is a campaign."""
    name = above.pieces[max(at - 1, 0)]
    named = name.kind in ("crosshead", "headline") and not opens_text(reading.text(name))
    named &= at == 0 or above.pieces[at].kind == "paragraph"
    moved = [piece for piece in above.pieces[at:] if piece is not name or not named]
    above.pieces = above.pieces[: at - (named and at > 0)]
    above.doubts = above.doubts if above.pieces else []
    for piece in moved:
        text = reading.text(piece)
        piece.kind = "crosshead" if len(text) <= _NAME and opens_text(text) else "paragraph"
    here = next(n for n, piece in enumerate(below.pieces) if piece.kind in BODY)
    here -= here > 0 and _opens_line(reading, below.pieces[here - 1], below.pieces[here])
    below.pieces[here:here] = moved
    if named:
        kind: Kind = "paragraph" if below.of("campaign") else "campaign"
        below.pieces.insert(here if kind == "paragraph" else 0, StoryPiece(kind, name.lines))
    below.doubts.append(guess("perhaps-preamble", moved[0].lines[0], reading.text(moved[0])))


def _opens_line(reading: Reading, byline: StoryPiece, text: StoryPiece) -> bool:
    """Does a byline stand on one line with the text, as 本报讯（记者 甲） does?"""
    one, other = reading.lines[byline.lines[-1] - 1], reading.lines[text.lines[0] - 1]
    return byline.kind == "byline" and one.source == other.source
