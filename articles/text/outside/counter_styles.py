"""Numbers as a page draws them itself: `@counter-style` (CSS Counter Styles Level 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tinycss2 import parse_component_value_list  # type: ignore[import-untyped]

from articles.text.markers import read_style, write_marker, write_number

_NAME = re.compile(r"[^\s\"';{}()]{1,60}")
_MOST_SYMBOLS, _LONGEST_SYMBOL, _LONGEST = 400, 20, 60
#: How many symbols each system needs.
_SYSTEMS = {"cyclic": 1, "fixed": 1, "symbolic": 1, "additive": 1, "alphabetic": 2, "numeric": 2}
#: Systems that write a minus themselves, and the lowest number that each has a sign for.
_SIGNED = frozenset({"symbolic", "alphabetic", "numeric", "additive", "known"})
_LOWEST = {"symbolic": 1, "alphabetic": 1, "additive": 0}
_FURTHEST = 10**9
_RANGE = re.compile(r"(-?\d{1,9}|infinite)\s+(-?\d{1,9}|infinite)")
_READ = frozenset(
    ("system", "symbols", "additive-symbols", "prefix", "suffix", "negative", "range", "pad",
     "fallback", "speak-as")
)  # fmt: skip
_MOST_FALLBACKS = 8


@dataclass(frozen=True, slots=True)
class CounterStyle:
    """`symbols` are in order; of an additive one `weights` has what each stands for. The system
    `known` is a style that CSS has by itself, named by its one symbol."""

    system: str
    symbols: tuple[str, ...]
    weights: tuple[int, ...] = ()
    first: int = 1
    prefix: str = ""
    suffix: str = ". "
    negative: tuple[str, str] = ("-", "")
    ranges: tuple[tuple[int, int], ...] = ()
    pad: tuple[int, str] = (0, "")
    fallback: str = "decimal"

    def write(self, number: int) -> str:
        """The number alone; "" where the style has no sign for it."""
        lowest = _LOWEST.get(self.system, -_FURTHEST)
        if not any(
            least <= number <= most for least, most in self.ranges or ((lowest, _FURTHEST),)
        ):
            return ""
        signed = number < 0 and self.system in _SIGNED
        written = self._write(abs(number) if signed else number)
        before, after = self.negative if signed else ("", "")
        length, symbol = self.pad
        missing = length - len(written) - len(before) - len(after)
        written = f"{before}{symbol * missing}{written}{after}" if written else ""
        return written if len(written) <= _LONGEST else ""

    def _write(self, number: int) -> str:
        size, at = len(self.symbols), number - 1
        match self.system:
            case "known":
                return write_number(number, read_style(self.symbols[0]))
            case "cyclic" | "fixed" if self.system == "cyclic" or 0 <= number - self.first < size:
                return self.symbols[at % size if self.system == "cyclic" else number - self.first]
            case "symbolic" if 0 < number <= size * _LONGEST:
                return self.symbols[at % size] * (at // size + 1)
            case "alphabetic" | "numeric" if number > 0:
                return self._count_in_places(number, zero=self.system == "numeric")
            case "additive":
                return self._add_up(number)
        return self.symbols[0] if self.system == "numeric" and not number else ""

    def _count_in_places(self, number: int, *, zero: bool) -> str:
        out = ""
        while number:
            number, digit = divmod(number if zero else number - 1, len(self.symbols))
            out = self.symbols[digit] + out
        return out

    def _add_up(self, number: int) -> str:
        if not number:
            return self.symbols[self.weights.index(0)] if 0 in self.weights else ""
        out = ""
        for symbol, weight in zip(self.symbols, self.weights, strict=True):
            if weight > 0:
                times, number = divmod(number, weight)
                if times > _LONGEST:
                    return ""
                out += symbol * times
        return "" if number else out


CounterStyles = Mapping[str, CounterStyle]


def read_counter_style(
    prelude: str, said: Mapping[str, str], known: CounterStyles
) -> tuple[str, CounterStyle] | None:
    """The name and the style of a rule by its declarations; None where it isn't one that is read.

    One that extends another, of the page or of CSS, has what it doesn't say from there.
    """
    name = prelude.strip()
    system, _, rest = said.get("system", "symbolic").strip().lower().partition(" ")
    if not _NAME.fullmatch(name) or not said.keys() <= _READ:
        return None
    style = _find_base(rest.strip(), known) if system == "extends" else _read(system, rest, said)
    changes = _read_changes(said)
    return (name, replace(style, **changes)) if style and changes is not None else None


def _find_base(name: str, known: CounterStyles) -> CounterStyle | None:
    if name in known:
        return known[name]
    style = read_style(name)
    if not style and name != "decimal":
        return None
    number, marker = write_number(1, style), write_marker(1, style)
    return CounterStyle("known", (style or name,), suffix=marker.removeprefix(number))


def _read(system: str, rest: str, said: Mapping[str, str]) -> CounterStyle | None:
    key = "additive-symbols" if system == "additive" else "symbols"
    symbols, weights = _read_symbols(said.get(key, ""))
    least = _SYSTEMS.get(system, _MOST_SYMBOLS + 1)
    weighed = system != "additive" or len(weights) == len(symbols)
    if not least <= len(symbols) <= _MOST_SYMBOLS or not weighed:
        return None
    first = int(rest) if re.fullmatch(r"-?\d{1,5}", rest.strip()) else 1
    return CounterStyle(system, symbols, weights, first)


def _read_changes(said: Mapping[str, str]) -> dict[str, Any] | None:
    """What a rule says beside its symbols; None where that can't be read."""
    changes: dict[str, Any] = {key: _text(said[key]) for key in ("prefix", "suffix") if key in said}
    if "fallback" in said:
        changes["fallback"] = said["fallback"].strip()
    if "negative" in said:
        signs, _ = _read_symbols(said["negative"])
        changes["negative"] = (*signs, "")[:2]
        if not 1 <= len(signs) <= 2:
            return None
    if "pad" in said:
        symbols, lengths = _read_symbols(said["pad"])
        if len(symbols) != 1 or len(lengths) != 1 or not 0 <= lengths[0] <= _LONGEST:
            return None
        changes["pad"] = lengths[0], symbols[0]
    if said.get("range", "auto").strip().lower() != "auto":
        read = [_RANGE.fullmatch(part.strip().lower()) for part in said["range"].split(",")[:50]]
        if not all(read):
            return None
        changes["ranges"] = tuple(
            (_limit(hit[1], -_FURTHEST), _limit(hit[2], _FURTHEST)) for hit in read if hit
        )
    return changes


def _limit(said: str, infinite: int) -> int:
    return infinite if said == "infinite" else int(said)


def write_counted(number: int, named: str, known: CounterStyles) -> str:
    """The number in a style of the page, or one that CSS knows by itself; where that has no sign
    for it, in the one that it falls back to, and at last plain."""
    for _ in range(_MOST_FALLBACKS):
        style = known.get(named)
        if style is None:
            break
        if written := style.write(number):
            return written
        named = style.fallback
    return write_number(number, read_style(named))


def mark_counted(number: int, named: str, known: CounterStyles) -> str:
    """What stands in front of the item of this number; "" if the page has no style of the name."""
    style = known.get(named)
    return f"{style.prefix}{write_counted(number, named, known)}{style.suffix}" if style else ""


def _read_symbols(text: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The symbols and the numbers of a value; none at all where a symbol is a picture."""
    symbols, weights = [], []
    for part in parse_component_value_list(text[: _MOST_SYMBOLS * _LONGEST_SYMBOL], True):
        if part.type in ("string", "ident"):
            symbols.append(str(part.value)[:_LONGEST_SYMBOL])
        elif part.type == "number" and part.is_integer:
            weights.append(int(part.value))
        elif part.type in ("url", "function"):
            return (), ()
    return tuple(symbols), tuple(weights)


def _text(value: str) -> str:
    parts: list[Any] = parse_component_value_list(value[:_LONGEST], True)
    return "".join(str(part.value) for part in parts if part.type in ("string", "ident"))
