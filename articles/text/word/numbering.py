"""The numbers that Word puts in front of paragraphs, as they are read there."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from articles.text.markers import han_number, write_number
from articles.text.outside.lists import Marker, read_marker
from articles.text.word.package import Element, Package, W, child, is_on, value

_PLAIN = re.compile(r"%1[.．]?")
_HAN = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
        "taiwaneseCountingThousand", "ideographDigital", "japaneseDigitalTenThousand")  # fmt: skip
_STYLES = {
    "chineseLegalSimplified": "formal", "ideographLegalTraditional": "formal",
    "japaneseLegal": "formal",
    "ideographTraditional": "stem", "ideographZodiac": "branch",
    "decimalEnclosedCircle": "circled", "decimalEnclosedCircleChinese": "circled",
    "lowerLetter": "lower-alpha", "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman", "upperRoman": "upper-roman", "decimalZero": "decimal-leading-zero",
}  # fmt: skip
#: Numbers that are one sign each: the first of them.
_SIGNS = {"decimalEnclosedParen": "⑴", "decimalEnclosedFullstop": "⒈"}
_MOST_SIGNS = 20
_WIDE = str.maketrans("0123456789", "".join(map(chr, range(0xFF10, 0xFF1A))))


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = "decimal"
    text: str = "%1."
    start: int = 1
    symbol: bool = False
    legal: bool = False  # numbers of the levels above in digits, however they are written there


@dataclass(slots=True)
class Numbering:
    """Counts a file's lists while its paragraphs are read in order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, package: Package, name: str) -> Numbering:
        root, self = package.tree(name), cls()
        if root is None:
            return self
        abstract = _read_lists(root)
        for each in root.findall(W + "num"):
            key, base = value(each, "numId"), value(child(each, "abstractNumId"))
            levels = dict(abstract.get(base, {}))
            starts = {}
            for change in each.findall(W + "lvlOverride"):
                number = _level_number(change)
                if (own := child(change, "lvl")) is not None:
                    levels[number] = _read_level(own)
                start = value(child(change, "startOverride"))
                if start.isdigit() and len(start) < 6:
                    starts[number] = int(start)
            self._levels[key], self._abstract[key], self._starts[key] = levels, base, starts
        return self

    def next(self, key: str, level: int) -> Marker | None:
        """The marker of the next paragraph of that list; None if it has none."""
        levels = self._levels.get(key)
        if levels is None or key == "0":
            return None
        here = levels.get(level, _Level())
        counts = self._counts[self._abstract[key]]
        first = self._starts[key].pop(level, None)
        if first is not None:
            counts[level] = first
        else:
            counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if not here.text:
            return None
        if here.format == "bullet":
            return read_marker(here.text, symbol=here.symbol or not here.text.isprintable())
        if level == 0 and here.format == "decimal" and _PLAIN.fullmatch(here.text):
            return Marker(number=counts[level])

        def write(hit: re.Match[str]) -> str:
            at = int(hit[1]) - 1
            of = levels.get(at, _Level())
            counted = here.legal and of.format != "none"
            return _write(counts.get(at, of.start), "decimal" if counted else of.format)

        text = re.sub(r"%([1-9])", write, here.text).strip()
        if not text or (here.format == "none" and not any(map(str.isalnum, text))):
            return None  # nothing, or only the brackets of a number that is not shown
        return Marker(typed=f"{text} " if text[-1].isascii() else text)


def _read_lists(root: Element) -> dict[str, dict[int, _Level]]:
    """The levels of each list by its id; one that is only the name of a style has that style's."""
    lists = root.findall(W + "abstractNum")
    styles = {value(child(each, "styleLink")): each for each in lists}
    out = {}
    for each in lists:
        link = value(child(each, "numStyleLink"))
        levels = (styles.get(link, each) if link else each).findall(W + "lvl")
        out[value(each, "abstractNumId")] = {
            _level_number(level): _read_level(level) for level in levels
        }
    return out


def _level_number(element: Element) -> int:
    text = value(element, "ilvl")
    return int(text) if text.isdigit() and len(text) < 3 else 0


def _read_level(element: Element) -> _Level:
    start = value(child(element, "start"))
    fonts = child(child(element, "rPr"), "rFonts")
    font = "" if fonts is None else " ".join(map(str, fonts.attrib.values())).lower()
    return _Level(
        format=value(child(element, "numFmt")) or "decimal",
        text=value(child(element, "lvlText")),
        start=int(start) if start.isdigit() and len(start) < 6 else 1,
        symbol=bool(re.search("wingdings|symbol|webdings", font)),
        legal=is_on(child(element, "isLgl")),
    )


def _write(number: int, style: str) -> str:  # noqa: PLR0911  one way of writing after the other
    if style == "none":
        return ""
    if style == "numberInDash":
        return f"-{number}-"
    if style in _SIGNS and 0 < number <= _MOST_SIGNS:
        return chr(ord(_SIGNS[style]) + number - 1)
    if style in _HAN:
        return han_number(number) if 0 < number < 10_000 else str(number)
    if style == "decimalFullWidth":
        return str(number).translate(_WIDE)
    if style in _STYLES:
        return write_number(number, _STYLES[style])
    return str(number)
