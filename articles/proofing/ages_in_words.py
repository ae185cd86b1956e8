"""Ages that a word names (花甲, 古稀, 百岁), against the one in figures beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_AGES = {
    "而立": 30, "不惑": 40, "半百": 50, "知天命": 50, "天命": 50, "花甲": 60, "六旬": 60,
    "六十": 60,
    "古稀": 70, "七旬": 70, "七十": 70, "耄耋": 80, "八旬": 80, "八十": 80, "九旬": 90,
    "九十": 90, "期颐": 100, "百岁": 100,
}  # fmt: skip
_BESIDE = (
    r"(?:之年)?(?:的(?P<age>\d{2,3})岁"
    r"|的?(?:老人)?[\u4e00-\u9fff]{2,4}?(?:今年|现年)(?P<age2>\d{2,3})岁"
    r"|，(?:他|她|老人)?(?:今年|现年)(?P<age3>\d{2,3})岁)"
)
_OVER = re.compile(rf"(?P<how>年过|年逾|已过|刚过|年近|将近)(?P<word>{'|'.join(_AGES)}){_BESIDE}")
_OF_A_HUNDRED = re.compile(
    r"百岁(?:老人|寿星)(?:的?[\u4e00-\u9fff]{2,4}?)(?:今年|现年)(?P<age>\d{2,3})岁"
)
#: 80后的李强今年31岁; 50年党龄的他今年58岁.
_DECADE = re.compile(r"(?<!\d)(?P<decade>[0-9]0)后[^，。；\d]{0,8}(?:今年|现年)(?P<age>\d{2})岁")
_SERVED = re.compile(
    r"(?P<many>\d{1,2})年(?P<what>党龄|工龄|教龄|军龄)的[^，。；\d]{0,8}(?:今年|现年)(?P<age>\d{2,3})岁"
)
#: Nobody joins the party before eighteen, or works before sixteen (the old earlier).
_YOUNGEST = {"党龄": 18, "工龄": 14, "教龄": 15, "军龄": 14}
#: Ages are counted from birth as one, so that a hundred may be 98 by the calendar.
_HUNDRED = 98
#: By how many years an age may be below what the word names, and above it; elsewhere by any above.
_REACH, _ABOVE = {"年近": (6, 0), "将近": (6, 0), "刚过": (0, 4)}, (0, 100)


def find_ages_in_words(galley: Galley) -> Iterator[Finding]:
    """Findings `age`, warn: 年过花甲的58岁志愿者, 年近古稀的李大爷今年75岁, a 百岁老人 of 86."""
    for number, passage in galley.of():
        for hit in _OVER.finditer(passage.text):
            age, told = int(hit["age"] or hit["age2"] or hit["age3"]), _AGES[hit["word"]]
            below, above = _REACH.get(hit["how"], _ABOVE)
            if told - below <= age <= told + above:
                continue
            message = f"“{hit['how']}{hit['word']}”与{age}岁对不上（{hit['word']}是{told}岁）。"
            yield galley.find("age", "warn", number, hit.span(), message)
        for hit in _OF_A_HUNDRED.finditer(passage.text):
            if int(hit["age"]) < _HUNDRED:
                message = f"“百岁”与{hit['age']}岁对不上，请核对。"
                yield galley.find("age", "warn", number, hit.span(), message)


def find_ages_of_decades(galley: Galley) -> Iterator[Finding]:
    """Findings `age`, warn: 80后的李强今年31岁 in 2026; 50年党龄的他今年58岁."""
    for number, passage in galley.of():
        for hit in _SERVED.finditer(passage.text):
            since = int(hit["age"]) - int(hit["many"])
            if since < _YOUNGEST[hit["what"]]:
                served = f"{hit['age']}岁、{hit['many']}年{hit['what']}"
                message = f"{served}，算起来{since}岁就开始了，请核对。"
                yield galley.find("age", "warn", number, hit.span(), message)
        if galley.day is None:
            continue
        for hit in _DECADE.finditer(passage.text):
            decade, age = int(hit["decade"]), int(hit["age"])
            born = (2000 if decade < 50 else 1900) + decade
            youngest, oldest = galley.day.year - born - 10, galley.day.year - born + 1
            if not youngest <= age <= oldest:
                message = f"“{hit['decade']}后”今年是{youngest + 1}岁到{oldest - 1}岁，请核对。"
                yield galley.find("age", "warn", number, hit.span(), message)
