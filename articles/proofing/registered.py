"""People, posts, units and places of a text against the lists that the newsroom keeps."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley
from articles.proofing.likeness import is_like
from articles.proofing.names import are_paired, belongs_outside
from articles.proofing.posts import POST, may_be_a_name
from articles.proofing.register import Register, TenureRule
from articles.text.dates import format_day
from articles.text.page.words import load_dictionary
from articles.text.surnames import FREQUENT_SURNAMES

_HAN = re.compile("[\u4e00-\u9fff]+")
#: Said of a post that somebody held before, or will hold.
_PAST = re.compile(
    r"(?:原|前|时任|曾任|历任|老|已故|拟任|候任|离任|卸任|首任|原任)[^，。；、\s]{0,12}$"
)
#: Words of one character that follow a name.
_SAID = "说到在和与对为向从率赴带等表介主出参强指作致"
#: What a unit's area ends in: 江北区区长 is another district's.
_AREAS = "省市区县镇乡道"
#: So many characters before a post may say that it is a former one.
_BEFORE = 16
#: A post in so many characters names its unit, too: 区民政局局长; in fewer it may be anybody's.
_WHOLE_POST = 5


def find_wrong_posts(galley: Galley) -> Iterator[Finding]:
    """Findings `office`, by the list 人物任职 and the article's day.

    Warn for a post that the person doesn't hold on that day though the list knows who does, or
    that the person held before or will hold; info where the list knows other posts of theirs only.
    """
    register, day = galley.house.register, galley.day
    if not register.tenures or day is None:
        return
    posts = _posts_pattern(tuple(sorted(register.posts)))
    for person, tenures in register.people_in(galley.text):
        for number, passage in galley.of():
            for start, end, post in _posts_of(passage.text, person, posts, register.posts):
                if told := _judge(register, tenures, post, day):
                    said, sure, fixes = told
                    span = (start, end)
                    severity: Severity = "warn" if sure else "info"
                    shown = passage.text[start:end]
                    mended = [shown.replace(old, new) for old, new in fixes]
                    yield galley.find("office", severity, number, span, said, *mended)


def _posts_of(
    text: str, person: str, posts: re.Pattern[str], known: set[str]
) -> Iterator[tuple[int, int, str]]:
    """Each post that stands directly at the person's name: (start, end, post) of both."""
    at = text.find(person)
    while at >= 0:
        end = at + len(person)
        before = [hit for hit in posts.finditer(text, max(0, at - 40), at) if hit.end() == at]
        behind = posts.match(text, end)
        whole = bool(before) and before[0][0] in known
        if before and not _is_another(text, before[0].start(), whole=whole):
            yield before[0].start(), end, before[0][0]
        elif behind and not before:
            yield at, behind.end(), behind[0]
        at = text.find(person, end)


def _is_another(text: str, start: int, *, whole: bool) -> bool:
    """Does a word for a former post stand before it, or before a short one an area of its own?"""
    elsewhere = not whole and text[start - 1 : start] in tuple(_AREAS)
    return elsewhere or bool(_PAST.search(text[max(0, start - _BEFORE) : start]))


_Told = tuple[str, bool, list[tuple[str, str]]]


def _judge(register: Register, tenures: Sequence[TenureRule], post: str, day: date) -> _Told | None:
    """What is wrong with the post, whether surely, and what would mend it; None if nothing is."""
    now = [each for each in tenures if each.covers(day)]
    if any(each.is_called(post) or post.endswith(each.post) for each in now):
        return None
    person = tenures[0].person
    holders = [each for each in register.holders(post, day) if each.person != person]
    other_time = [each for each in tenures if each.is_called(post)]
    if not other_time and not holders:
        return None if not now else (_say_other(person, now), False, [])
    said = "".join(
        f"人物任职表里\N{FULLWIDTH COLON}{_say_tenure(each)}。" for each in other_time[:1]
    )
    if now:
        said += f"{person}{format_day(day)}的职务是{'、'.join(each.post for each in now)}。"
    if len(holders) == 1:
        said += f"这一天的{post}是{holders[0].person}。"
    if other_time:
        said += "写从前的职务，请加“时任”或“原”。"
    ground = next((each.ground for each in (*other_time, *holders, *now) if each.ground), "")
    fixes = [(post, each.post) for each in now[:1]]
    fixes += [(person, each.person) for each in holders if len(holders) == 1]
    return said + (f"依据\N{FULLWIDTH COLON}{ground}。" if ground else ""), True, fixes


def _say_tenure(each: TenureRule) -> str:
    since = f"{format_day(each.since)}起" if each.since else ""
    until = f"到{format_day(each.until)}为止" if each.until else ""
    return f"{each.person}任{each.post}{'，' if since or until else ''}{since}{until}"


def _say_other(person: str, now: Sequence[TenureRule]) -> str:
    posts = "、".join(each.post for each in now)
    return f"人物任职表里{person}的职务是{posts}，是同名的人，还是表没有更新？"


def _list_endings(post: str) -> Iterator[str]:
    """望江区民政局局长 in full, as 区民政局局长, 民政局局长 and 局长."""
    yield post
    title = next((hit for hit in POST.finditer(post) if hit.end() == len(post)), None)
    if title:
        yield title[0]
    for at in range(1, len(post) - 1):
        doubled = post[at] == post[at + 1]  # 区区长
        if post[at - 1] in _AREAS or (post[at] in _AREAS and not doubled):
            yield post[at:]


@lru_cache(maxsize=4)
def _posts_pattern(posts: tuple[str, ...]) -> re.Pattern[str]:
    """The posts of the list in full or in short, longest first; then all others."""
    endings = {ending for post in posts for ending in _list_endings(post)}
    known = sorted(map(re.escape, endings), key=len, reverse=True)
    return re.compile("|".join(f"副?{each}" for each in (*known, POST.pattern.removeprefix("副?"))))


def find_strange_holders(galley: Galley) -> Iterator[Finding]:
    """Findings `office`, warn: a post of the list, in full, before a name that isn't its holder's.

    And a short one (区长) before a name that differs from its holder's by a like character.
    """
    register, day = galley.house.register, galley.day
    if not register.tenures or day is None:
        return
    posts = _posts_pattern(tuple(sorted(register.posts)))
    for number, passage in galley.of():
        text = passage.text
        for hit in posts.finditer(text):
            start, end = hit.span()
            name = _read_name(text, end)
            holders = register.holders(hit[0], day)
            if not name or len(holders) != 1 or text.startswith(holders[0].person, end):
                continue
            holder = holders[0].person
            if any(register.knows(text[end : end + size]) for size in (2, 3, 4)):
                continue
            if _is_another(text, start, whole=hit[0] in register.posts):
                continue
            like = _is_slip_of(text[end : end + len(holder)], holder)
            if not like and (len(hit[0]) < _WHOLE_POST or holder.startswith(name)):
                continue
            shown = text[end : end + len(holder)] if like else name
            said = (
                f"人物任职表里，{format_day(day)}的{holders[0].post}是{holder}，"
                f"这里写的是“{shown}”。"
            )
            fixes = [hit[0] + holder] if like else []
            span = (start, end + len(shown))
            yield galley.find("office", "warn", number, span, said, *fixes)


def _read_name(text: str, at: int) -> str:
    """The name of two or three characters that begins there; "" if none does."""
    words = load_dictionary()
    name = text[at : at + 3]
    if len(name) < 2 or name[0] not in FREQUENT_SURNAMES or not _HAN.fullmatch(name[:2]):
        return ""
    if not may_be_a_name(words.speech, name[:2]):
        return ""
    behind = words.cut(text[at + 2 : at + 6])[:1] if _HAN.fullmatch(name[2:]) else []
    alone = behind and len(behind[0]) == 1 and behind[0] not in _SAID
    return name if alone else name[:2]


def _is_slip_of(name: str, holder: str) -> bool:
    if len(name) != len(holder):
        return False
    other = [(a, b) for a, b in zip(name, holder, strict=True) if a != b]
    return len(other) == 1 and is_like(*other[0])


def find_house_names(galley: Galley) -> Iterator[Finding]:
    """Findings `house_name`, warn: a unit or place of the lists with one like character wrong."""
    if not (names := galley.house.register.names):
        return
    patterns, sizes = _name_patterns(names)
    known, frequency = set(names), load_dictionary().frequency
    for number, passage in galley.of():
        for run in _HAN.finditer(passage.text):
            text = run[0]
            for size in sizes:
                for start in range(len(text) - size + 1):
                    piece = text[start : start + size]
                    if piece in known or frequency.get(piece, 0):
                        continue
                    right = _find_like(patterns, piece)
                    if not right or any(right in name and name in text for name in known):
                        continue
                    at = next(n for n in range(size) if piece[n] != right[n])
                    begin = run.start() + start
                    if belongs_outside(passage.text, begin, size, at):
                        continue
                    said = f"“{piece}”与名单里的“{right}”只差一个字，是不是写错了？"
                    span = (begin, begin + size)
                    yield galley.find("house_name", "warn", number, span, said, right)


_Patterns = dict[tuple[str, str], list[str]]


@lru_cache(maxsize=2)
def _name_patterns(names: tuple[str, ...]) -> tuple[_Patterns, tuple[int, ...]]:
    """The names by what stands before and behind each of their characters; their lengths."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name in names:
        for at in range(len(name)):
            found[name[:at], name[at + 1 :]].append(name)
    return dict(found), tuple(sorted({len(name) for name in names}))


def _find_like(patterns: _Patterns, piece: str) -> str:
    for at in range(len(piece)):
        for name in patterns.get((piece[:at], piece[at + 1 :]), ()):
            if is_like(name[at], piece[at]) and not are_paired(name[at], piece[at]):
                return name
    return ""
