"""Recognises the names of people and of the offices that they write for."""

from __future__ import annotations

import re

from articles.text.page.words import load_dictionary
from articles.text.surnames import COMMON_SURNAMES

HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
COMPOUND = frozenset(
    first + second
    for first, second in zip(
        "欧上司诸东皇尉公慕令司夏端南歐諸東", "阳官马葛方甫迟孙容狐徒侯木宫陽葛方", strict=True
    )
)
#: How the names of offices, streets, schools and companies end.
_OFFICE_END = (
    "街道|社区|社區|居委会|村委会|[村镇鎮乡鄉区區县縣市省州局委办院校厂店站所馆館处科部队隊会會社台园園]|银行|分行|支行|学校|學校|小学|中学|大学|学院|幼儿园|政府|管委会"
    "|公司|集团|集團|中心|联|联社|团委|妇联|工会|党委|支部|党组|协会|机关|企业|基地|公安|消防|检察院|法院|卫生院|日报|晚报|新闻|融媒体?"
    "|办公室|研究室|教研室|医务室|图书室|工作专班|工作组|领导小组|艺术团|合唱团"
    "|供电|供销社|服务|窗口|办事处|指挥部|工作室|图书|合作社|电信|移动|联通|石化|电力|[总总]队|志愿者|年级|[一二三四五六七八九十\\d]班"
)
_OFFICE = re.compile(rf"(?:{_OFFICE_END})$")
#: Words that no name has, what people are called in a text, how old they are, and what stands in
#: brackets at its end.
_NO_NAME = re.compile(
    "[的了吗呢们这那着吧被把]|(?:先生|女士|小姐|同志|大[爷妈娘]|阿姨|师傅|爷爷|奶奶|岁)$"
    "|(?:全文|未)完$|[见如]图$|图略$"
)
_FOREIGN = re.compile(rf"{HAN}{{1,8}}(?:·{HAN}{{1,8}})+")


def is_office(text: str) -> bool:
    """Does the text look like the name of an office that people write for?"""
    return is_short_place(text) or (
        3 <= len(text) <= 20 and bool(_OFFICE.search(text)) and not re.search(r"[,。!?的了]", text)
    )


def is_short_place(text: str) -> bool:
    """Is it a township, village or county of two characters, and no name: 北乡, 东镇?"""
    return len(text) == 2 and text[1] in "乡鄉镇鎮村县縣区區" and text[0] not in COMMON_SURNAMES


def is_name(text: str, *, sure: bool = False) -> bool:
    """Is the text the name of one person? `sure`: something beside it says that it is one."""
    if _FOREIGN.fullmatch(text):
        return True
    if not re.fullmatch(rf"{HAN}{{2,4}}", text) or _NO_NAME.search(text) or is_short_place(text):
        return False
    if text[:2] in COMPOUND:
        return len(text) in (3, 4)
    if re.match("[左右前中后][一二三四五六七八九起图]", text):
        return False
    if text[0] in COMMON_SURNAMES and len(text) <= 3:
        return sure or not is_word(text)
    return sure and not (len(text) > 2 and _OFFICE.search(text)) and not _has_words(text)


def _has_words(text: str) -> bool:
    return is_word(text) or any(
        len(word) > 1 and is_word(word) for word in load_dictionary().cut(text)
    )


def is_word(text: str) -> bool:
    """Is it a word of the language that is no name?"""
    known = load_dictionary()
    return known.frequency.get(text, 0) > 20 and known.speech.get(text) != "nr"


def split_names(text: str, *, sure: bool = False) -> list[str] | None:
    """The names in a run of characters without spaces, or None if it is anything else."""
    if is_name(text, sure=sure) and (len(text) < 4 or "·" in text or text[:2] in COMPOUND):
        return [text]
    if 4 <= len(text) <= 12 and "·" not in text:
        for first in (3, 2):
            if not (text[0] in COMMON_SURNAMES and is_name(text[:first], sure=True)):
                continue
            if load_dictionary().splits_a_word(text[:first], text[first:]):
                continue
            rest = split_names(text[first:], sure=True)
            if rest and all(name[0] in COMMON_SURNAMES for name in rest):
                return [text[:first], *rest]
    return [text] if is_name(text, sure=sure) else None


def part_office(text: str) -> tuple[str, list[str]] | None:
    """(office, names) of a run in which both are printed without a space, or None."""
    for size in (2, 3, 4, 5, 6):
        office, rest = text[:-size], text[-size:]
        if len(office) >= 3 and is_office(office) and rest[0] in COMMON_SURNAMES:
            names = split_names(rest, sure=True)
            if names and not is_word(rest):
                return office, names
    return None
