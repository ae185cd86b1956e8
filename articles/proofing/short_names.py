"""A person's name of two characters in two forms: 志愿者赵静 and, later, 赵净说."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.proofing.likeness import sounds_alike
from articles.text.page.words import load_dictionary
from articles.text.surnames import FREQUENT_SURNAMES

_FAMILY = "".join(sorted(FREQUENT_SURNAMES))
_NAME = rf"(?P<name>[{_FAMILY}][\u4e00-\u9fff])"
_SAYS = "(?=说|介绍|表示|告诉|坦言|回忆|笑|点头|感叹|提醒)"
#: Who is introduced by what they are; a third character would belong to the name.
_INTRODUCED = re.compile(
    "(?:志愿者|居民|村民|社工|民警|医生|教师|老师|店主|摊主|书记|主任|网格员|党员|业主|学生|选手|司机"
    rf"|护士|工人|楼长|队长|站长|经理){_NAME}(?:(?=[，。、在是和来的])|{_SAYS})"
)
_SPEAKS = re.compile(rf"(?:^|(?<=[。，；！”]))\s*{_NAME}{_SAYS}")


def find_short_names(galley: Galley) -> Iterator[Finding]:
    """Findings `two_forms`, warn: a speaker whose name sounds like one that was introduced before.

    Not where both stand side by side, or where the second is introduced, too.
    """
    known: set[str] = set()
    words = load_dictionary().frequency
    introduced = {hit["name"] for _, p in galley.of() for hit in _INTRODUCED.finditer(p.text)}
    for number, passage in galley.of("paragraph", "quote", "item", "summary"):
        known |= {hit["name"] for hit in _INTRODUCED.finditer(passage.text)}
        for hit in _SPEAKS.finditer(passage.text):
            name = hit["name"]
            if name in introduced or words.get(name, 0) or galley.text.count(name) > 1:
                continue
            for right in sorted(known):
                if _is_slip_of(name, right) and f"{right}、{name}" not in galley.text:
                    message = f"前文是“{right}”，这里是“{name}”，是不是同一个人？"
                    yield galley.find("two_forms", "warn", number, hit.span("name"), message, right)
                    break


def _is_slip_of(name: str, right: str) -> bool:
    """Does one of the two characters differ, and sound the same?"""
    other = [(one, two) for one, two in zip(name, right, strict=True) if one != two]
    return len(other) == 1 and sounds_alike(*other[0])
