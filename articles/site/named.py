"""People, campaigns and places that a reader may mean: by a name or a part of it, by its pinyin or
initials, or by what sounds alike. Only those with public articles."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Length

from articles.models import Campaign, Place, Reporter
from articles.search import COUNTED
from articles.text.pinyin import extract_letters, initials, pinyin

KINDS = (("作者", Reporter), ("专栏", Campaign), ("街道社区", Place))
#: So many names of each kind are compared one by one when nothing was found.
COMPARED = 300
_ALIKE = 0.72


class Named(NamedTuple):
    """`pieces` public articles; counted only where they are shown, and one beyond COUNTED at
    most."""

    kind: str
    name: str
    url: str
    pieces: int = 0


def find_called(query, *, each, counted=True) -> list[Named]:
    """Names that the query or one of its words calls, `each` of a kind at most; three queries."""
    whole = " ".join(query.words)
    texts = {whole} if extract_letters(whole) else {whole, *query.words}
    texts = {text for text in texts if len(text) > 1 or not text.isascii()}
    found = []
    for kind, model in KINDS:
        rows = model.objects.with_public_articles().called(*texts)
        rows = rows.with_pieces(COUNTED + 1) if counted else rows
        found.append([_named(kind, row) for row in rows[:each]])
    return [named for rows in zip_longest(*found) for named in rows if named]


def find_alike(query, *, most) -> list[Named]:
    """Names that sound like a word of the query, or nearly: 张嫄冉 for 张嫄苒. In three queries."""
    sounds = {word: extract_letters(word) or pinyin(word) for word in query.words if len(word) > 1}
    if not sounds:
        return []
    found = []
    for kind, model in KINDS:
        rows = model.objects.with_public_articles().alias(size=Length("name"))
        for row in rows.filter(_near(sounds))[:COMPARED]:
            likeness = max(_likeness(row, word, sound) for word, sound in sounds.items())
            if likeness >= _ALIKE:
                found.append((likeness, _named(kind, row)))
    found.sort(key=lambda each: -each[0])
    return [named for _, named in found[:most]]


def _near(sounds):
    """What is worth comparing: the same sound, the same initials, or the same first character."""
    near = Q(pinyin__in=sounds.values())
    for word, sound in sounds.items():
        near |= Q(initials=initials(sound)) if " " in sound else Q(pinyin__startswith=sound[:2])
        near |= Q(name__startswith=word[0], size=len(word))
    return near


def _likeness(row, word, sound):
    heard = SequenceMatcher(None, row.pinyin.replace(" ", ""), sound.replace(" ", "")).ratio()
    seen = SequenceMatcher(None, row.name, word).ratio()
    # Two characters of three that are right are alike too.
    return 1 + seen if heard == 1 else max(heard, seen + 0.1)


def _named(kind, row):
    return Named(kind, row.name, row.get_absolute_url(), getattr(row, "pieces", 0))
