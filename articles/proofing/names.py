"""One name in two forms: 谊城花园 beside 友谊花园."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.proofing.likeness import is_like, sounds_alike
from articles.text.page.words import load_dictionary
from articles.text.surnames import FREQUENT_SURNAMES

_HAN = re.compile("[\u4e00-\u9fff]+")
#: Endings of places, buildings and bodies that have a name of their own.
_ENDINGS = re.compile(
    "(?:花园|小区|家园|公寓|大厦|广场|公园|社区|街道|大道|新村|新区|开发区|大学|学院|中学|小学|幼儿园|医院|公司|集团|委员会|研究所|研究院|博物馆"
    "|图书馆|水库|大桥|码头|车站|工程|办事处|卫生院|合作社|市|县|区|镇|乡|村|省|州|厂|店|路|街|寺|庙|山|江|河|湖|岛|桥|港|局|院|所|站|馆)$"
)
_HOME = re.compile("(..)(花园|小区|家园|公寓|大厦|广场|公园|社区|新村|新区)")
#: Endings of a place that has a name of two characters of its own.
_OWN = re.compile("(..)(?:花园|小区|家园|社区|街道|大道|新村|广场|公园|小学|中学|幼儿园)")
_LONGEST = 8
#: So many characters on either side of a name are cut into words with it.
_AROUND = 4
#: Surnames that are no words: 刘自强 is a person, whatever 自强 means.
_ONLY_NAMES = frozenset("刘陈赵郭邓冯蒋沈魏薛潘彭袁蔡吕姚崔谭邹贾郝龚邵阎侯廖")
#: Words of one character that join others.
_SMALL = frozenset(
    "人万副的了是在和不为对有与及将被把等也就都由从向以使于至个各而则会要可能已又再更并或但"
)
#: Words of which two forms are two words, not two spellings: directions, numbers, size.
_PAIRED = (
    "东西南北中", "江河湖海溪",
    "上中下前后左右内外高低", "大小新老", "一二三四五六七八九十百千", "甲乙丙丁",
    "男女", "正副", "长短多少", "春夏秋冬", "省市县区乡镇村州",
)  # fmt: skip


def find_two_forms(galley: Galley) -> Iterator[Finding]:
    """Findings `two_forms`, warn: a name that differs in one like character from another mention.

    The form that stands more often, or that the dictionary knows, is offered.
    """
    places = _list_places(galley)
    groups: defaultdict[tuple[int, int, str, str], set[str]] = defaultdict(set)
    for name in places:
        for at in range(len(name)):
            groups[len(name), at, name[:at], name[at + 1 :]].add(name)
    told: set[tuple[str, str]] = set()
    for (_, at, _, _), names in groups.items():
        if not 2 <= len(names) <= 4:
            continue
        for wrong in names:
            right = _right_form(galley, places, names, wrong, at)
            if right and (right, wrong) not in told:
                told.add((right, wrong))
                for passage, start in places[wrong]:
                    span = (start, start + len(wrong))
                    if _is_part_of_a_told(told, right, wrong):
                        continue
                    if belongs_outside(galley.passages[passage].text, start, len(wrong), at):
                        continue
                    message = f"“{wrong}”与文中的“{right}”只差一个字，是不是同一个名称？"
                    yield galley.find("two_forms", "warn", passage, span, message, right)
    yield from _find_shifted(galley, places)


def _find_shifted(galley: Galley, places: _Places) -> Iterator[Finding]:
    """谊城花园 beside 友谊花园: an ending in common, and a character that stands one further."""
    homes = [(hit[1], hit[2]) for name in places if (hit := _HOME.fullmatch(name))]
    for stem, ending in homes:
        for other, its in homes:
            right, wrong = other + its, stem + ending
            if its != ending or stem[0] != other[1] or stem == other or _may_do(stem, other):
                continue
            if _standing(places, right) < _standing(places, wrong):
                right, wrong = wrong, right
            for passage, start in places[wrong]:
                span = (start, start + len(wrong))
                message = f"“{wrong}”和“{right}”是不是同一个地方？"
                yield galley.find("two_forms", "warn", passage, span, message, right)


def _may_do(*stems: str) -> bool:
    """Is one of them a verb? 返回家园 is no place."""
    return any(load_dictionary().speech.get(stem) == "v" for stem in stems)


def _standing(places: _Places, name: str) -> tuple[bool, int]:
    """The better form of two begins with a word, or stands more often."""
    return load_dictionary().frequency.get(name[:2], 0) > 0, len(places[name])


_Places = dict[str, list[tuple[int, int]]]


def _list_places(galley: Galley) -> _Places:
    """Every string of the text that may be a name, and where it stands."""
    words = load_dictionary()
    found: _Places = defaultdict(list)
    for number, passage in galley.of():
        for run in _HAN.finditer(passage.text):
            text = run[0]
            for start in range(len(text)):
                for size in range(3, min(_LONGEST, len(text) - start) + 1):
                    piece = text[start : start + size]
                    if (
                        (size == 3 and piece[0] in FREQUENT_SURNAMES)
                        or (size > 3 and _ENDINGS.search(piece))
                        or _is_named(words.speech, piece)
                    ):
                        found[piece].append((number, run.start() + start))
    return _with_unknown_forms(galley, found)


def _is_named(speech: Mapping[str, str], piece: str) -> bool:
    return speech.get(piece, "") in ("ns", "nt", "nr", "nz")


def _with_unknown_forms(galley: Galley, found: _Places) -> _Places:
    """Adds the strings that differ in one character from a known name: 国误院 beside 国务院."""
    words = load_dictionary()
    known = {name for name in found if _is_named(words.speech, name)}
    patterns: dict[tuple[str, str, int], str] = {}
    for name in known:
        for at in range(len(name)):
            patterns[name[:at], name[at + 1 :], len(name)] = name
    for name, places in found.items():
        if len(name) == 3 and len(places) > 1 and name[0] in FREQUENT_SURNAMES:
            patterns["", name[1:], 3] = name
    sizes = {size for *_, size in patterns}
    for number, passage in galley.of():
        for run in _HAN.finditer(passage.text):
            text = run[0]
            for size in sizes:
                for start in range(len(text) - size + 1):
                    piece = text[start : start + size]
                    if piece in found:
                        continue
                    for at in range(size):
                        if (piece[:at], piece[at + 1 :], size) in patterns:
                            found[piece].append((number, run.start() + start))
                            break
    return found


def _right_form(galley: Galley, places: _Places, names: set[str], wrong: str, at: int) -> str:
    """The form that `wrong` should have had; "" if it may be a name of its own."""
    words = load_dictionary()
    if words.frequency.get(wrong, 0):
        return ""
    for right in sorted(names, key=lambda name: -len(places[name])):
        if right == wrong or are_paired(right[at], wrong[at]):
            continue
        often, seldom = len(places[right]), len(places[wrong])
        known = words.frequency.get(right, 0) > 0
        if not is_like(right[at], wrong[at]):
            continue
        if f"{right}和{wrong}" in galley.text or f"{wrong}和{right}" in galley.text:
            continue  # two sisters
        another_family = at == 0 and wrong[0] in FREQUENT_SURNAMES
        if not known and len(right) == 3 and another_family:
            continue
        once = often == seldom == 1 and (
            _are_one_person(galley, places, right, wrong, at)
            or _are_one_place(places, right, wrong, at)
        )
        if not (known or often > seldom or once):
            continue
        surely = len(right) == 3 and at and right[0] in _ONLY_NAMES and often > seldom
        if not surely and _is_by_chance(words.frequency, right, wrong, at):
            continue
        return right
    return ""


def _are_one_person(galley: Galley, places: _Places, right: str, wrong: str, at: int) -> bool:
    """Do two names that stand once each, the right one first, most likely mean one person?

    They sound the same, and neither is made of other words.
    """
    if len(right) != 3 or not at or places[right] > places[wrong]:
        return False
    if right[0] not in FREQUENT_SURNAMES or not sounds_alike(right[at], wrong[at]):
        return False
    words = load_dictionary()
    for name in (right, wrong):
        [(passage, start)] = places[name]
        text = galley.passages[passage].text
        parts = words.cut(text[max(0, start - _AROUND) : start + 3 + _AROUND])
        if not all(any(char == part for part in parts) for char in name[1:]):
            return False
    return True


def _are_one_place(places: _Places, right: str, wrong: str, at: int) -> bool:
    """东渡社区 and 东度社区, once each: a name of two characters that sounds the same."""
    one, other = _OWN.fullmatch(right), _OWN.fullmatch(wrong)
    if not one or not other or at > 1 or places[right] > places[wrong]:
        return False
    return sounds_alike(right[at], wrong[at]) and not _may_do(one[1], other[1])


def are_paired(one: str, other: str) -> bool:
    return any(one in group and other in group for group in _PAIRED)


def _is_by_chance(frequency: Mapping[str, int], right: str, wrong: str, at: int) -> bool:
    """Are both strings made of ordinary words, so that they only look like names?"""
    pieces = [(n, m) for n in range(len(wrong)) for m in range(n + 2, len(wrong) + 1)]
    return any(
        n <= at < m and frequency.get(wrong[n:m], 0) > 40 and wrong[n:m] != wrong for n, m in pieces
    ) or (len(right) == 3 and any(
        n <= at < m and frequency.get(right[n:m], 0) > 400 and right[n:m] != right
        for n, m in pieces
    ) and not frequency.get(right, 0))  # fmt: skip


def belongs_outside(text: str, start: int, size: int, at: int) -> bool:
    """Is the character that differs a word of its own, or part of one that reaches further?

    财政不 in 财政不仅, 害电力线路 in 危害电力线路, 上海是 in 上海是个城市.
    """
    first = max(0, start - _AROUND)
    end = first
    for word in load_dictionary().cut(text[first : start + size + _AROUND]):
        begin, end = end, end + len(word)
        if begin <= start + at < end:
            if word in _SMALL:  # not in 已色列: nothing is left that could be a word
                return _may_stand(text[start : start + at]) and _may_stand(
                    text[start + at + 1 : start + size]
                )
            return len(word) > 1 and (begin < start or end > start + size)
    return False


def _may_stand(rest: str) -> bool:
    """May what a name leaves without one character be words, and not their pieces?"""
    words = load_dictionary()
    parts = words.cut(rest)
    return not parts or any(len(part) > 1 or part in _SMALL for part in parts) or len(rest) == 1


def _is_part_of_a_told(told: set[tuple[str, str]], right: str, wrong: str) -> bool:
    return any(
        other != wrong and len(other) < len(wrong) and other in wrong and good in right
        for good, other in told
    )
