"""New newspaper pages composed of the stories of others, with the damage that extraction does.

bench/fit_pages.py fits the weights of the page grammar on them.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.text.punctuation import fold_marks  # noqa: E402

SLOGANS = ("我为群众办实事", "新春走基层", "文明实践在身边", "你我同行", "身边榜样", "奋进新征程")
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超"
Truth = dict[str, Any]


@dataclass
class Composed:
    """A recomposed page and, for every paragraph, whose story it is."""

    lines: list[str] = field(default_factory=list)
    owner: dict[str, str] = field(default_factory=dict)


def fold(text: str) -> str:
    return "".join(fold_marks(text).split())


def read_truths(paths: Iterable[Path]) -> list[Truth]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def read_own() -> list[Truth]:
    """Pages of our sample bulletin's stories. Its plain style opens paragraphs in ways that a
    national paper doesn't: without it one sound paragraph in ten of such copy was flagged as
    having lost its beginning, with it one in twenty-five (kept aside, at equal recall)."""
    bulletin = json.loads((ROOT / "articles/sample/bulletin.json").read_text(encoding="utf-8"))
    stories = [
        {
            "headline": article["headline"],
            "paragraphs": [item for item in article["body"] if isinstance(item, str)],
            "crossheads": [item["crosshead"] for item in article["body"] if "crosshead" in item],
            "truncated": [],
        }
        for article in bulletin["articles"]
    ]
    random.Random(5).shuffle(stories)
    return [{"stories": stories[n : n + 7], "photos": []} for n in range(0, len(stories), 7)]


def compose(pages: Sequence[Truth], jumble: str, chance: random.Random) -> Composed:
    """A page of three to eight stories, with one jumble: "", lost, orphan, exchange or parted."""
    pool = [story for page in pages for story in page["stories"] if story["headline"]]
    photos = [photo["caption"] for page in pages for photo in page["photos"]]
    stories = chance.sample(pool, chance.randint(3, 8))
    unsigned = chance.random() < 0.4
    texts = [[_ending(p, unsigned) for p in story["paragraphs"]] for story in stories]
    page = Composed()
    signed_below = chance.random() < 0.3
    slots: list[list[int]] = [[n] for n in range(len(stories))]
    heads: list[int | None] = list(range(len(stories)))
    _jumble(jumble, slots, heads, chance)
    for n, story in enumerate(stories):
        own = fold(story["headline"]) if n in heads else f"#{n}"
        page.owner.update((fold(text), own) for text in texts[n])
    split = 0.35 if chance.random() < 0.5 else 0.0
    ends = {n: f"(通讯员 {_name(chance)})" for n in range(len(stories))} if signed_below else {}
    tails = _part(texts, slots, chance) if jumble == "parted" else {}
    for head, slot in zip(heads, slots, strict=True):
        trailing = not signed_below and slot == [head] and chance.random() < 0.07
        unsigned = trailing or signed_below
        page.lines += _head(stories[head], chance, unsigned) if head is not None else []
        for n in slot:
            page.lines += _body(stories[n], texts[n], split, chance)
            if trailing or (signed_below and n not in tails.values()):
                page.lines[-1] += ends.get(n, f"(通讯员 {_name(chance)})")
            if n in tails:
                page.lines += texts[len(stories)]
                page.lines[-1] += ends.get(tails[n], "")
        if photos and chance.random() < 0.2:
            page.lines += [chance.choice(photos), f"本报记者 {_name(chance)} 摄"]
    return page


def _part(texts: list[list[str]], slots: list[list[int]], chance: random.Random) -> dict[int, int]:
    """Append the end of one body to `texts`; {the story that it follows: whose it is}."""
    long = [n for n, paragraphs in enumerate(texts) if len(paragraphs) > 1]
    if not long:
        return {}
    whose = chance.choice(long)
    after = chance.choice([n for n in range(len(slots)) if n != whose])
    size = chance.randint(1, min(2, len(texts[whose]) - 1))
    texts.append(texts[whose][-size:])
    texts[whose] = texts[whose][:-size]
    return {after: whose}


def _ending(text: str, unsigned: bool) -> str:
    """Papers differ in whether a name or an agency's note in brackets closes a story."""
    return re.sub(r"\([^()]{2,16}\)$", "", text) if unsigned and len(text) > 60 else text


def _jumble(
    jumble: str, slots: list[list[int]], heads: list[int | None], chance: random.Random
) -> None:
    first, second = sorted(chance.sample(range(len(slots)), 2))
    if jumble == "exchange":
        slots[first], slots[second] = slots[second], slots[first]
    elif jumble == "orphan":
        if chance.random() < 0.15 and first:
            first, second = second, first
        slots[first], slots[second] = slots[second], slots[first]
    if jumble in ("lost", "orphan"):
        slots[second - 1] += slots.pop(second)
        heads.pop(second)


def _head(story: Truth, chance: random.Random, trailing: bool) -> list[str]:
    lines = [story["headline"], story["subhead"]]
    if story["campaign"] or chance.random() < 0.05:
        lines.insert(0, story["campaign"] or chance.choice(SLOGANS))
    if not trailing:
        role = chance.choice(["本报记者", "通讯员", "记者"])
        lines.append(f"{chance.choice('■□●')} {role} {_name(chance)}")
    return [line for line in lines if line]


def _body(story: Truth, texts: list[str], split: float, chance: random.Random) -> list[str]:
    lines: list[str] = []
    crossheads = list(story.get("crossheads", []))
    for n, text in enumerate(texts):
        if n and crossheads and any(c in text for c in crossheads):
            found = next(c for c in crossheads if c in text)
            crossheads.remove(found)
            lines.append(found)
        at = chance.randint(22, len(text) - 22) if len(text) > 46 else 0
        if at and chance.random() < split and text[at - 1] not in "。!?;:”…":
            lines += [text[:at], text[at:]]
        else:
            lines.append(text)
    return lines


def _name(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.randint(1, 2)))
