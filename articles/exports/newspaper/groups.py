"""Briefs that stand together below a band with their name (简讯, 公告, 来信)."""

from __future__ import annotations

from collections.abc import Sequence

from articles.exports.newspaper.arrangements import BriefGroup
from articles.exports.newspaper.setting import Setting
from articles.models import Genre

_FEWEST, _TRIED = 2, 4  # briefs that have a band; groups of a page that are tried
_NAMES = {Genre.NOTICE: "公告", Genre.LETTER: "来信"}
_NAME = "简讯"


def list_groups(sets: Sequence[Setting]) -> list[BriefGroup]:
    """How a page's briefs may stand together, most of them first; none where there are too few, or
    nothing else stands there."""
    run = tuple(at for at, each in enumerate(sets) if can_be_grouped(each))
    if all(each.kind == "brief" for each in sets):
        return []
    runs = [
        run[first : first + number]
        for number in range(len(run), _FEWEST - 1, -1)
        for first in range(len(run) - number + 1)
    ]
    return [BriefGroup(each, name_group([sets[at] for at in each])) for each in runs[:_TRIED]]


def can_be_grouped(each: Setting) -> bool:
    """Whether it may stand below such a band: as a brief whose head an editor left to us."""
    free = each.piece is not None and not each.piece.form
    return free and each.kind == "brief" and not each.framed


def name_group(sets: Sequence[Setting]) -> str:
    """The name of its articles' genre, if they have one in common that has its own."""
    genres = {each.piece.genre for each in sets if each.piece}
    return _NAMES.get(Genre(genres.pop()), _NAME) if len(genres) == 1 else _NAME
