"""What bench/search.py asks: queries cut from the texts of the synthetic bulletin."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any, NamedTuple

TEXTS = 4_000  # of which queries are cut


class Query(NamedTuple):
    kind: str
    text: str


def texts_of(item: dict[str, Any]) -> tuple[str, str, str, str]:
    """Headline, heads, names, body of an archive line."""
    people = [each[key] for each in item["bylines"] for key in ("name", "unit") if each[key]]
    body = [each if isinstance(each, str) else each["crosshead"] for each in item["body"]]
    return (
        item["headline"],
        f"{item['kicker']} {item['subhead']}",
        " ".join([*people, *item["campaigns"], *item["places"]]),
        "\n".join(body),
    )


def make_queries(number: int) -> list[Query]:
    """The same every time: cut from the texts at word boundaries, as people type them."""
    from articles.imports import filling  # noqa: PLC0415

    chance = random.Random(4)
    items = list(filling.items(TEXTS))
    chance.shuffle(items)
    cut = _Cut(items, chance)
    kinds: dict[str, Callable[[], str]] = {
        "1 character": lambda: cut.word(1),
        **{f"{n} characters": lambda n=n: cut.word(n) for n in range(2, 9)},
        "name": cut.name,
        "mixed": cut.mixed,
        "two words": lambda: f"{cut.word(2)} {cut.word(2)}",
        "quoted": lambda: f'"{cut.word(chance.randint(4, 8))}"',
        "minus": lambda: f"{cut.word(2)} -{cut.word(2)}",
        "absent": cut.absent,
    }
    asked: dict[str, Query] = {}
    for kind, make in kinds.items():
        tried = 0
        own = -(-number // len(kinds))
        while own and tried < 500:
            tried += 1
            text = make()
            if text not in asked:
                asked[text] = Query(kind, text)
                own -= 1
    return list(asked.values())


class _Cut:
    def __init__(self, items: list[dict[str, Any]], chance: random.Random):
        from articles.text.fold import normalize  # noqa: PLC0415
        from articles.text.tokens import grams  # noqa: PLC0415

        self.items, self.chance = items, chance
        self.texts = [text for item in items for text in texts_of(item) if text.strip()]
        self.pairs = {part for text in self.texts for part in grams(normalize(text))}
        self.characters = sorted({c for text in self.texts for c in text if "一" <= c <= "鿿"})

    def word(self, length: int) -> str:
        """Neighbouring words of a text that are so long together."""
        import rjieba  # noqa: PLC0415

        while True:
            run = self.chance.choice(re.findall(r"[\u4e00-\u9fff]{8,}", self.chance.choice(
                self.texts)) or [""])  # fmt: skip
            parts = rjieba.cut(run)
            for first in self.chance.sample(range(len(parts)), len(parts)):
                found = ""
                for part in parts[first:]:
                    found += part
                    if len(found) == length:
                        return found

    def name(self) -> str:
        item = self.chance.choice(self.items)
        return self.chance.choice([*(b["name"] for b in item["bylines"]), *item["places"]])

    def mixed(self) -> str:
        while True:
            text = self.chance.choice(self.texts)
            hits = re.findall(r"\d+\+\d+|\d+%|\d+[\u4e00-\u9fff]{1,2}|[A-Za-z]{2,}|[\u4e00-\u9fff]"
                              r"{2}\d+", text)  # fmt: skip
            if hits:
                return self.chance.choice(hits)

    def absent(self) -> str:
        while True:
            text = "".join(self.chance.choices(self.characters, k=self.chance.randint(2, 4)))
            if text[:2] not in self.pairs:
                return text
