"""Pinyin of Chinese names, for slugs and for finding a person by what one can type."""

from __future__ import annotations

import re
from hashlib import blake2s

from pypinyin import lazy_pinyin

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")

#: The first character of a name is read as a surname (the readings differ: 单 shan, 仇 qiu).
_SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "任": "ren", "区": "ou", "查": "zha",
    "朴": "piao", "盖": "ge", "种": "chong", "缪": "miao", "翟": "zhai", "乐": "yue", "员": "yun",
    "尉": "wei", "万": "wan", "折": "she", "燕": "yan", "纪": "ji", "宁": "ning", "华": "hua",
    "祭": "zhai", "繁": "po", "黑": "he", "秘": "bi", "召": "shao", "能": "nai", "褚": "chu",
}  # fmt: skip


def pinyin(name: str) -> str:
    """Syllables of a name, lower case, apart by spaces: 张嫄苒 is `zhang yuan ran`."""
    syllables = [s.lower() for s in lazy_pinyin(name)]
    if 2 <= len(name) <= 4 and name[0] in _SURNAMES:
        syllables[0] = _SURNAMES[name[0]]
    return " ".join(part for s in syllables for part in _NOT_A_LETTER.sub(" ", s).split())


def initials(syllables: str) -> str:
    """The first letter of each syllable: `zhang yuan ran` is `zyr`."""
    return "".join(syllable[0] for syllable in syllables.split())


def slug(name: str) -> str:
    """An address for a name, never empty, at most 60 characters: 张嫄苒 is `zhang-yuan-ran`.

    A name without any letter (marks alone, characters without a reading) gets its hash.
    """
    words = pinyin(name).split()
    while len("-".join(words)) > 60:
        words.pop()
    return "-".join(words) or "n" + blake2s(name.encode(), digest_size=4).hexdigest()
