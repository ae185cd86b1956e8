"""Where an article goes on that is longer than a page (下转), and what its rest begins with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from articles.exports.newspaper.places import Part
from articles.exports.newspaper.setting import Setting
from articles.text.headline import headline_lines

if TYPE_CHECKING:
    from articles.exports.newspaper.paper import MadeUpPage

#: The size of what stands above the rest of an article, and the points of （上接第03版） beside it.
_SIZE, _BESIDE = 20.0, 90.0


def write_figure(made: MadeUpPage) -> str:
    """03, or of a sheet that several pages share 03–05."""
    numbers = made.homes or (made.sheet.number,)
    first, last = numbers[0], numbers[-1]
    return f"{first:02}" if first == last else f"{first:02}–{last:02}"


def find_turns(later: Sequence[MadeUpPage]) -> dict[int, str]:
    """By article, the figure of the first of these sheets on which it goes on."""
    found: dict[int, str] = {}
    for made in later:
        for stand in made.page.stands:
            found.setdefault(stand.key, write_figure(made))
    return found


def turn_data(part: Part, each: Setting, home: int, turn: str) -> dict[str, Any]:
    """What typst sets above the rest of an article of page `home`, and below what is before it."""
    if part.what == "turn":
        return {"words": f"（下转第{turn}版续页）"}
    return {"words": f"（上接第{home:02}版）", "title": _shorten(each.headline, part.across)}


def _shorten(headline: str, across: int) -> str:
    """The first line of the headline, as far as it finds room; nothing where that isn't half of
    it."""
    first = (headline_lines(headline) or [headline])[0]
    room = int((across * 156 - 16 - _BESIDE) / (_SIZE * 1.02))
    if len(first) <= room:
        return first
    return f"{first[: room - 1]}…" if room > len(first) / 2 else ""
