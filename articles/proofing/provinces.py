"""Cities against the province that a text puts them in: 江苏省杭州市."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley


@cache
def load_provinces() -> Mapping[str, str]:
    """The province of each city."""
    text = files("articles.proofing").joinpath("data/provinces.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {city: province for province, cities in rows for city in cities.split()}


@cache
def _pattern() -> re.Pattern[str]:
    cities, provinces = load_provinces(), set(load_provinces().values())
    longest_first = "|".join(sorted(cities, key=len, reverse=True))
    one_of = "|".join(sorted(provinces, key=len, reverse=True))
    return re.compile(
        rf"(?P<province>{one_of})(?:省|(?:壮族|回族|维吾尔)?自治区)(?P<city>{longest_first})市"
    )


def find_strange_provinces(galley: Galley) -> Iterator[Finding]:
    """Findings `place`, warn: 江苏省杭州市."""
    for number, passage in galley.of():
        for hit in _pattern().finditer(passage.text):
            right = load_provinces()[hit["city"]]
            if right != hit["province"]:
                message = f"{hit['city']}市在{right}，不在{hit['province']}，请核对。"
                yield galley.find("place", "warn", number, hit.span(), message)
