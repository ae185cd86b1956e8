"""The style elements of a page from outside, and which of their declarations an element has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tinycss2 import (  # type: ignore[import-untyped]
    parse_blocks_contents,
    parse_stylesheet,
    serialize,
)

from articles.text.outside.counter_styles import CounterStyle, read_counter_style
from articles.text.outside.selectors import (
    Compound,
    Node,
    NotRead,
    keys_of,
    make_node,
    read_selector,
    stands_right,
)
from articles.text.outside.tree import Element, name_of
from articles.text.outside.variables import Variables

Styles = Mapping[str, str]

_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]*)")
#: One that is not closed goes on to the end.
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_IMPORTANT = re.compile(r"\s*!\s*important\s*$")
_BEFORE_ITEM = re.compile(r"\.(lst-[\w-]+)\s*>\s*li::?before")
_MOST_RULES, _LONGEST, _DEEPEST = 6000, 1_000_000, 4
#: The longest selector; in a rule that stands in others it is put together of theirs.
_LONGEST_SELECTOR = 2000
#: Parts of rules that are read: those in a rule of many selectors are read for each.
_MOST_PARTS = 800_000
_MOST_COUNTER_STYLES = 100
#: How often it is asked whether an element takes a step, on one page; a long selector asks more.
_MOST_TESTS, _PER_TEST = 2_000_000, 50
#: Where style elements say nothing about what a reader saw.
_APART = frozenset(("noscript", "template", "svg", "iframe"))
#: The window that a reader had before him.
_WIDTH = 1280
_FEATURE = re.compile(r"\(\s*([\w-]+)\s*(?::\s*([^()]*?)\s*)?\)")
_LENGTH = re.compile(r"(\d*\.?\d+)(px|em|rem)")


def read_declarations(text: str) -> dict[str, str]:
    """The declarations of a style attribute, in lower case."""
    pairs = _DECLARATION.findall(_COMMENT.sub("", text) if "/*" in text else text)
    return {name.lower(): value.strip().strip("\"'").lower() for name, value in pairs}


@dataclass(frozen=True, slots=True)
class _Rule:
    """`rank` decides between rules for one element: by layer, selector and order."""

    rank: tuple[bool, tuple[int, int, int], int]
    place: str
    styles: Styles


@dataclass(frozen=True, slots=True)
class _NumberedCompound:
    """A step of a selector by its number; the last one of a selector leads to its rule."""

    number: int
    step: Compound
    rule: _Rule | None
    cost: int


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around rules. Those outside of layers are `plain`, and stronger."""

    plain: bool = True
    selector: str = ""
    depth: int = 0

    def within(self, *, plain: bool = True, selector: str = "") -> _Around:
        return _Around(self.plain and plain, selector or self.selector, self.depth + 1)


class StyleSheet:
    """All rules of a page, for the elements of its tree. `complete` is False if some were not
    read, because there are too many of them."""

    def __init__(self, root: Element) -> None:
        self.complete = True
        #: The content in front of an item, by the class of its list, as Google Docs saves it.
        self.before_items: dict[str, str] = {}
        #: How the page writes numbers itself, by the name that it gave.
        self.counter_styles: dict[str, CounterStyle] = {}
        self._root = root
        self._steps: dict[str, list[_NumberedCompound]] = {}
        self._numbers = self._rules = self._tests = self._parts = 0
        self._nodes: dict[Element, Node] = {}
        self._variables = Variables(self._declared)
        self._found: dict[Element, dict[str, list[_Rule]]] = {}
        left = _LONGEST
        for style in root.iter("style"):
            text = style.text or ""
            apart = any(name_of(each) in _APART for each in style.iterancestors())
            if apart or not holds(style.get("media") or ""):
                continue
            self.complete = self.complete and len(text) <= left
            self._read_rules(parse_stylesheet(text[:left], True, True), _Around())
            left = max(0, left - len(text))

    def of(self, element: Element) -> dict[str, str]:
        """The declarations for an element, its own style last; without !important and variables."""
        return self._variables.resolve(element, self._declared(element))

    def _declared(self, element: Element) -> dict[str, str]:
        own = element.get("style")
        parts = [rule.styles for rule in self._rules_of(element).get("", ())]
        return _cascade([*parts, read_declarations(own)] if own else parts)

    def at(self, place: str, element: Element) -> dict[str, str]:
        """The declarations for what stands at its beginning ("before") or end ("after")."""
        found = _cascade(rule.styles for rule in self._rules_of(element).get(place, ()))
        return self._variables.resolve(element, found)

    def _rules_of(self, element: Element) -> dict[str, list[_Rule]]:
        if not self._rules:
            return {}
        if element not in self._found:
            way, known = [element], element
            while (known := _find_last(known)) is not None and known not in self._nodes:
                way.append(known)
            for each in reversed(way):
                self._enter(each)
        return self._found[element]

    def _enter(self, element: Element) -> None:
        parent, before = element.getparent(), element.getprevious()
        node = make_node(element, self._nodes.get(parent), self._nodes.get(before))
        self._nodes[element], taken, rules = node, set(), list[_Rule]()
        for key in keys_of(node):
            for each in self._steps.get(key, ()):
                self._tests += each.cost
                if self._tests > _MOST_TESTS:
                    self.complete = False
                    break
                right = stands_right(node, each.step.relation, each.number)
                if right and all(test(node) for test in each.step.tests):
                    if each.rule:
                        rules.append(each.rule)
                    else:
                        taken.add(each.number)
        self._tests += node.take(taken)
        by_place: dict[str, list[_Rule]] = {}
        for rule in sorted(rules, key=lambda rule: rule.rank):
            by_place.setdefault(rule.place, []).append(rule)
        self._found[element] = by_place

    def _read_rules(self, rules: Iterable[Any], around: _Around) -> None:
        for rule in rules:
            if self._rules >= _MOST_RULES or around.depth > _DEEPEST:
                self.complete = False
                return
            if rule.type == "qualified-rule":
                self._read_rule(rule, around)
            elif rule.type == "at-rule" and rule.content is not None:
                name, condition = rule.lower_at_keyword, _text(rule.prelude)
                if name == "counter-style":
                    self._rules += 1
                    self._read_counter_style(rule)
                if name == "layer" or (
                    (name == "media" and holds(condition))
                    or (name == "supports" and not condition.startswith("not"))
                ):
                    inner = parse_blocks_contents(rule.content, True, True)
                    self._read_rules(inner, around.within(plain=name != "layer"))

    def _size(self) -> int:
        """How many elements the page has."""
        return sum(1 for _ in self._root.iter())

    def _read_counter_style(self, rule: Any) -> None:
        """What isn't read of them is said: then numbers are plain that the page drew otherwise."""
        if (
            len(self.counter_styles) >= _MOST_COUNTER_STYLES
            or len(rule.content) > _LONGEST_SELECTOR
        ):
            self.complete = False
            return
        content = parse_blocks_contents(rule.content, True, True)
        said = {
            part.lower_name: serialize(part.value).strip()
            for part in content
            if part.type == "declaration"
        }
        named = read_counter_style(_text(rule.prelude), said, self.counter_styles)
        if named is None:
            self.complete = False
        else:
            self.counter_styles[named[0]] = named[1]

    def _read_rule(self, rule: Any, around: _Around) -> None:
        split = _split(rule.prelude)
        named = list(_nest(around.selector, split))[: _MOST_RULES - self._rules]
        self.complete = self.complete and len(named) == len(split)
        self._parts += len(rule.prelude) + len(rule.content)
        if self._parts > _MOST_PARTS:
            self.complete = False
            return
        content = list(parse_blocks_contents(rule.content, True, True))
        styles = dict(filter(None, map(_declared, content)))
        for text in named:
            self._rules += 1
            if hit := _BEFORE_ITEM.fullmatch(text):
                self.before_items[hit[1].lower()] = styles.get("content", "")
                continue
            try:
                self._add(text, styles, plain=around.plain)
            except NotRead:  # most are of states, or of one browser; what looks ahead may matter
                self.complete = self.complete and ":has(" not in text
        nested = [each for each in content if each.type in ("qualified-rule", "at-rule")]
        for text in named if nested else ():
            self._read_rules(nested, around.within(selector=text))

    def _add(self, text: str, styles: Styles, *, plain: bool) -> None:
        if looks := text.count(":has("):
            self._tests += looks * self._size()
            if self._tests > _MOST_TESTS:
                self.complete = False
                return
        selector, cost = read_selector(text), 1 + len(text) // _PER_TEST
        rule = _Rule((plain, selector.weight, self._rules), selector.place, styles)
        for step in selector.steps:
            self._numbers += 1
            last = rule if step is selector.steps[-1] else None
            self._steps.setdefault(step.key, []).append(
                _NumberedCompound(self._numbers, step, last, cost)
            )


def _find_last(element: Element) -> Element | None:
    """The element that is walked through before this one: the one in front of it, or around it."""
    before = element.getprevious()
    return before if before is not None else element.getparent()


def _cascade(parts: Iterable[Styles]) -> dict[str, str]:
    """Later declarations win, and important ones over all others."""
    out: dict[str, str] = {}
    firm: dict[str, str] = {}
    for styles in parts:
        for name, value in styles.items():
            said = _IMPORTANT.sub("", value)
            (out if said == value else firm)[name] = said
    return out | firm


def _text(tokens: Any) -> str:
    try:
        return str(serialize(tokens)).strip().lower()
    except RecursionError:  # brackets in brackets, without end
        return ""


def _declared(part: Any) -> tuple[str, str] | None:
    """The name and value; `content` as it is written, for it is text."""
    if part.type != "declaration":
        return None
    try:
        value = serialize(part.value).strip()
    except RecursionError:
        return None
    if part.lower_name != "content":
        value = value.strip("\"'").lower()
    return part.lower_name, value + (" !important" if part.important else "")


def _split(prelude: Any) -> list[str]:
    """The selectors of a list; one that is strange doesn't take the others with it."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [_text(part) for part in parts]


def _nest(above: str, named: list[str]) -> Iterator[str]:
    """The selectors as they are in rules in rules; those are left out that grow too long so."""
    for each in named:
        if len(each) + max(1, each.count("&")) * len(above) > _LONGEST_SELECTOR:
            continue
        yield (each.replace("&", above) if "&" in each else f"{above} {each}") if above else each


def holds(query: str) -> bool:
    """Is a media query true where a reader looks at a page on a screen?"""
    return not query.strip() or any(map(_holds, query.lower().split(",")))


def _holds(query: str) -> bool:
    words = [word for word in _FEATURE.sub(" ", query).split() if word not in ("and", "only")]
    negated = words[:1] == ["not"]
    media = set(words[negated:])
    true = media <= {"all", "screen"} and all(
        _has(name, value) for name, value in _FEATURE.findall(query)
    )
    return true != negated


def _has(name: str, value: str) -> bool:
    length = _LENGTH.fullmatch(value)
    if length and name.endswith("width"):
        pixels = float(length[1]) * (1 if length[2] == "px" else 16)
        return pixels <= _WIDTH if name.startswith("min") else pixels >= _WIDTH
    return (name, value) in (
        ("orientation", "landscape"), ("prefers-color-scheme", "light"), ("hover", "hover"),
        ("pointer", "fine"), ("color", ""), ("hover", ""),
    )  # fmt: skip
