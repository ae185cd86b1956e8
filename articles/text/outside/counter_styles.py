"""Numbers as a page draws them itself: `@counter-style` (CSS Counter Styles Level 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tinycss2 import parse_component_value_list  # type: ignore[import-untyped]

from articles.text.markers import read_style, write_number

_NAME = re.compile(r"[^\s\"';{}()]{1,60}")
_MOST_SYMBOLS, _LONGEST_SYMBOL, _LONGEST = 400, 20, 60
#: How many symbols each system needs.
_SYSTEMS = {"cyclic": 1, "fixed": 1, "symbolic": 1, "additive": 1, "alphabetic": 2, "numeric": 2}


@dataclass(frozen=True, slots=True)
class CounterStyle:
    """`symbols` are in order; of an additive one `weights` has what each stands for."""

    system: str
    symbols: tuple[str, ...]
    weights: tuple[int, ...] = ()
    first: int = 1
    prefix: str = ""
    suffix: str = ". "

    def write(self, number: int) -> str:
        """The number alone; plain where the style has no sign for it."""
        written = self._write(number)
        return written if written and len(written) <= _LONGEST else str(number)

    def mark(self, number: int) -> str:
        """What stands in front of the item of this number."""
        return f"{self.prefix}{self.write(number)}{self.suffix}"

    def _write(self, number: int) -> str:
        size, at = len(self.symbols), number - 1
        match self.system:
            case "cyclic":
                return self.symbols[at % size]
            case "fixed" if 0 <= number - self.first < size:
                return self.symbols[number - self.first]
            case "symbolic" if 0 < number <= size * _LONGEST:
                return self.symbols[at % size] * (at // size + 1)
            case "alphabetic" | "numeric" if number > 0:
                return self._count_in_places(number, zero=self.system == "numeric")
            case "additive" if number > 0:
                return self._add_up(number)
        return self.symbols[0] if self.system == "numeric" and not number else ""

    def _count_in_places(self, number: int, *, zero: bool) -> str:
        out = ""
        while number:
            number, digit = divmod(number if zero else number - 1, len(self.symbols))
            out = self.symbols[digit] + out
        return out

    def _add_up(self, number: int) -> str:
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

    One that extends another of the page has what it doesn't say from there.
    """
    name = prelude.strip()
    if not _NAME.fullmatch(name):
        return None
    system, _, rest = said.get("system", "symbolic").strip().lower().partition(" ")
    prefix, suffix = _text(said.get("prefix", "")), _text(said.get("suffix", '". "'))
    if system == "extends":
        base = known.get(rest.strip())
        if base is None:
            return None
        prefix = prefix if "prefix" in said else base.prefix
        suffix = suffix if "suffix" in said else base.suffix
        return name, replace(base, prefix=prefix, suffix=suffix)
    key = "additive-symbols" if system == "additive" else "symbols"
    symbols, weights = _read_symbols(said.get(key, ""))
    least = _SYSTEMS.get(system, _MOST_SYMBOLS + 1)
    weighed = system != "additive" or len(weights) == len(symbols)
    if not least <= len(symbols) <= _MOST_SYMBOLS or not weighed:
        return None
    first = int(rest) if re.fullmatch(r"-?\d{1,5}", rest.strip()) else 1
    return name, CounterStyle(system, symbols, weights, first, prefix, suffix)


def write_counted(number: int, named: str, known: CounterStyles) -> str:
    """The number in a style of the page, or one that CSS knows by itself."""
    style = known.get(named)
    return style.write(number) if style else write_number(number, read_style(named))


def _read_symbols(text: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    symbols, weights = [], []
    for part in parse_component_value_list(text[: _MOST_SYMBOLS * _LONGEST_SYMBOL], True):
        if part.type in ("string", "ident"):
            symbols.append(str(part.value)[:_LONGEST_SYMBOL])
        elif part.type == "number" and part.is_integer:
            weights.append(int(part.value))
    return tuple(symbols), tuple(weights)


def _text(value: str) -> str:
    parts: list[Any] = parse_component_value_list(value[:_LONGEST], True)
    return "".join(str(part.value) for part in parts if part.type in ("string", "ident"))
