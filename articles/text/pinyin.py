"""Pinyin of Chinese names, for slugs and for finding people by typing pinyin."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2s
from unicodedata import combining, normalize

from articles.text.characters import UNSEEN

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
#: Characters of a name that are neither seen nor read: U+200B within AI治理.
_UNREAD = re.compile("[" + re.escape(UNSEEN) + "]+")
#: Characters other than letters in typed pinyin: Xi'an, zhang-yuan-rui.
_BETWEEN = re.compile(r"['’·\s-]+")

_FINAL = (
    "(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|van|ai|ei|ui|ao|ou|iu|ie|ue|ve|ia|ua|uo"
    "|an|en|in|un|vn|er|a|o|e|i|u|v)"
)
_INITIAL = "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])"
#: The first syllable of a word made of syllables, where each further one begins with a consonant.
_FIRST = re.compile(f"{_INITIAL}?{_FINAL}(?=(?:{_INITIAL}{_FINAL})*$)")

#: Readings of the first character of a name, which is a surname: 单 shan, 仇 qiu.
_SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "任": "ren", "区": "ou", "查": "zha",
    "朴": "piao", "盖": "ge", "种": "chong", "缪": "miao", "翟": "zhai", "乐": "yue", "员": "yun",
    "尉": "wei", "万": "wan", "折": "she", "燕": "yan", "纪": "ji", "宁": "ning", "华": "hua",
    "祭": "zhai", "繁": "po", "黑": "he", "秘": "bi", "召": "shao", "能": "nai", "褚": "chu",
}  # fmt: skip


@lru_cache(maxsize=1024)  # of a new name it is asked for the column and for the address
def pinyin(name: str) -> str:
    """The syllables of a name in lower case, separated by spaces: 张嫄苒 is `zhang yuan ran`."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (half a second, when it is first needed)

    name = normalize("NFKC", "".join(_UNREAD.split(name)))
    syllables = [s.lower() for s in lazy_pinyin(name)]
    if syllables and 2 <= len(name) <= 4 and name[0] in _SURNAMES:
        syllables[0] = _SURNAMES[name[0]]
    return " ".join(part for s in syllables for part in _NOT_A_LETTER.sub(" ", s).split())


def initials(syllables: str) -> str:
    """The first letter of each syllable: `zhang yuan ran` is `zyr`, and so is `zhang yuanran`."""
    return "".join(part[0] for word in syllables.split() for part in _parts(word))


def _parts(word: str) -> list[str]:
    """The syllables of a word written without apostrophes; the whole word if it is not pinyin."""
    parts = []
    while match := _FIRST.match(word):
        parts.append(match[0])
        word = word[match.end() :]
    return [*parts, word] if word else parts


def syllables(typed: str) -> str:
    """Typed pinyin in the form that is stored: `Zhāng  Yuán-Ruì` is `zhang yuan rui`, ü is v."""
    marked = normalize("NFD", normalize("NFKC", typed).lower()).replace("u\u0308", "v")
    return _BETWEEN.sub(" ", "".join(c for c in marked if not combining(c))).strip()


def extract_letters(text: str) -> str:
    """The letters of typed pinyin or initials, without spaces; "" if the text is anything else."""
    letters = syllables(text).replace(" ", "")
    return letters if letters.isascii() and letters.isalnum() else ""


def slug(name: str) -> str:
    """A slug for a name, never empty, at most 60 characters: 张嫄苒 is `zhang-yuan-ran`.

    A name without letters (only marks, or characters without a reading) gets a hash.
    """
    words = pinyin(name).split()
    while len("-".join(words)) > 60:
        words.pop()
    return "-".join(words) or "n" + blake2s(name.encode(), digest_size=4).hexdigest()
