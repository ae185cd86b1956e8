"""Generates a synthetic bulletin of any size, for bench/, from sentences of the shipped sample.

Article n of a seed is always the same, so a larger bulletin begins with any smaller one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from articles.imports import archive
from articles.imports.sample import DIRECTORY
from articles.models import Role
from articles.text.headline import break_between, headline_lines

Item = dict[str, Any]

FIRST, LAST = date(1996, 1, 1), date(2025, 12, 31)
WRITERS, CITIZENS, CORNERS = 400, 20_000, 3_000

_MARKS = re.compile(r"\*\*|\[|\]\([^)\s]*\)")
_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’）]*")
_PERSON = re.compile(r"(?<=[，。；“])[\u4e00-\u9fff]{2,3}(?=说|告诉|介绍|摇头|笑着)")
_NUMBER = re.compile(r"\d+")
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂兰玉萍红建华国梅志春海燕文斌宁辉浩宇欣怡子涵梓轩思远佳琪"
    "晨曦雨桐若溪嘉禾景行知微怀瑾望舒砚青书瑶清越南枝北辰云舟星河牧野归鸿映雪疏影晚晴"
)
_SYLLABLES = "东西南北上下前后大小新古长安永和平福兴隆金银石桥河塘湾湖泉井松柳桂梅竹莲枫榆槐杏"
_KINDS = ("街道", "社区", "路", "小区", "里", "巷")


def load(articles: int, seed: int = 0) -> Iterator[archive.Outcome]:
    """Import and publish the first `articles` like an old archive; existing ones are skipped."""
    lines = (json.dumps(item, ensure_ascii=False) for item in items(articles, seed))
    return archive.load(lines, publish=True)


def items(articles: int, seed: int = 0) -> Iterator[Item]:
    """The articles as archive lines (docs/operations.md), without a database."""
    pool = _Pool(seed)
    return (_item(pool, seed, number) for number in range(1, articles + 1))


class _Rare:
    """Picks some things often and most of them rarely, like the words of a newspaper."""

    def __init__(self, things: Sequence[str]):
        self._things = things
        self._weights = list(accumulate(1 / (rank + 20) for rank in range(len(things))))

    def pick(self, chance: Random) -> str:
        return chance.choices(self._things, cum_weights=self._weights)[0]


class _Pool:
    """The sample's text in pieces, and additional people and places."""

    def __init__(self, seed: int):
        bulletin = json.loads((DIRECTORY / "bulletin.json").read_text(encoding="utf-8"))
        articles = [a for a in bulletin["articles"] if a["status"] == "approved"]
        blocks = [block for article in articles for block in article["body"]]
        paragraphs = [_MARKS.sub("", block) for block in blocks if isinstance(block, str)]
        sentences = [s for text in paragraphs for s in _SENTENCE.findall(text)]
        headlines = [headline_lines(article["headline"]) for article in articles]
        chance = Random(f"{seed}-pool")  # noqa: S311 - chance, not secrecy

        def rare(things) -> _Rare:
            different = list(dict.fromkeys(things))
            chance.shuffle(different)
            return _Rare(different)

        self.sentences = rare(sentences)
        self.openings = rare(parts[0] for parts in headlines)
        self.endings = rare(parts[-1] for parts in headlines if len(parts) > 1)
        self.kickers = rare(a["kicker"] for a in articles if a["kicker"])
        self.subheads = rare(a["subhead"] for a in articles if a["subhead"])
        self.crossheads = rare(b["crosshead"] for b in blocks if isinstance(b, dict) and
                               "crosshead" in b)  # fmt: skip
        self.campaigns = rare(row["name"] for row in bulletin["campaigns"])
        self.places = rare(row["name"] for row in bulletin["places"])
        self.units = rare(row["name"] for row in bulletin["units"])
        own = [row["name"] for row in bulletin["reporters"]]
        self.writers = rare([*own, *(_person(chance) for _ in range(WRITERS))])
        self.citizens = rare(_person(chance) for _ in range(CITIZENS))
        self.corners = rare(_corner(chance) for _ in range(CORNERS))
        names = (row["name"] for row in bulletin["places"])
        self.place = re.compile("|".join(sorted(names, key=len, reverse=True)))


def _person(chance: Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2, 2))))


def _corner(chance: Random) -> str:
    return "".join(chance.sample(_SYLLABLES, chance.choice((2, 2, 3)))) + chance.choice(_KINDS)


def _item(pool: _Pool, seed: int, number: int) -> Item:
    chance = Random(f"{seed}-{number}")  # noqa: S311 - the same
    cast = [pool.citizens.pick(chance) for _ in range(3)]
    day = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days + 1))
    return {
        "id": f"fill-{seed}-{number}",
        "date": day.isoformat(),
        "headline": _headline(pool, chance, cast),
        "kicker": _retell(pool, chance, pool.kickers.pick(chance), cast) * _happens(chance, 0.5),
        "subhead": _retell(pool, chance, pool.subheads.pick(chance), cast) * _happens(chance, 0.4),
        "bylines": _bylines(pool, chance),
        "body": _body(pool, chance, cast),
        "campaigns": [pool.campaigns.pick(chance)] * _happens(chance, 0.6),
        "places": [pool.places.pick(chance)] * _happens(chance, 0.8),
        "page": chance.randint(1, 4),
        "source": "",
    }


def _happens(chance: Random, share: float) -> bool:
    return chance.random() < share


def _headline(pool: _Pool, chance: Random, cast: list[str]) -> str:
    parts = [pool.openings.pick(chance)]
    if _happens(chance, 0.6):
        parts.append(pool.endings.pick(chance))
    if _happens(chance, 0.2):
        parts[0] = pool.corners.pick(chance) + parts[0]
    return _retell(pool, chance, break_between(parts), cast)


def _bylines(pool: _Pool, chance: Random) -> list[Item]:
    names = dict.fromkeys(pool.writers.pick(chance) for _ in range(chance.choice((1, 1, 2, 3))))
    roles = (Role.CORRESPONDENT, Role.STAFF, Role.PHOTOGRAPHER)
    return [
        {"role": str(role), "name": name, "unit": pool.units.pick(chance)}
        for name, role in zip(names, roles, strict=False)
    ]


def _body(pool: _Pool, chance: Random, cast: list[str]) -> list[str | Item]:
    body: list[str | Item] = []
    for number in range(chance.randint(3, 9)):
        if number > 1 and _happens(chance, 0.15):
            heading = _retell(pool, chance, pool.crossheads.pick(chance), cast)
            body.append({"crosshead": heading})
        count = chance.choice((1, 2, 2, 3, 4))
        body.append("".join(_sentence(pool, chance, cast) for _ in range(count)))
    return body


def _sentence(pool: _Pool, chance: Random, cast: list[str]) -> str:
    """A sentence of the sample, or the beginning of one joined to the end of another."""
    text, other = pool.sentences.pick(chance), pool.sentences.pick(chance)
    if all("，" in each and "“" not in each for each in (text, other)):
        text = text.split("，", 1)[0] + "，" + other.split("，", 1)[1]
    return _retell(pool, chance, text, cast)


def _retell(pool: _Pool, chance: Random, text: str, cast: list[str]) -> str:
    """The text with other people, places and numbers."""
    text = _PERSON.sub(lambda _: chance.choice(cast), text)
    text = pool.place.sub(lambda _: pool.corners.pick(chance), text)
    return _NUMBER.sub(lambda number: _other_number(number[0], chance), text)


def _other_number(number: str, chance: Random) -> str:
    """Another number with the same number of digits; half of the numbers are left unchanged."""
    if _happens(chance, 0.5):
        return number
    return str(chance.randrange(10 ** (len(number) - 1), 10 ** len(number)))
