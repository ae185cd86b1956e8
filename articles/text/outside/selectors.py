"""Selectors of CSS, and which of their steps an element has taken.

A selector is read from the left to the right as the tree is walked down: each element knows which
steps stand above and before it. That takes as long as there are elements and steps, however
both are nested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cssselect2 import parser  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]
from tinycss2.nth import parse_nth  # type: ignore[import-untyped]

from articles.text.outside.tree import Element, name_of

#: What Word writes, where a class may begin with a digit: p.MsoNormal, .1, #id.
_SIMPLE = re.compile(r"([a-z][\w-]*)?(?:([.#])([\w-]+))?")
#: States in which nothing is while nobody touches the page.
_AT_REST = frozenset((
    "active", "autofill", "current", "focus", "focus-visible", "focus-within", "fullscreen",
    "hover", "indeterminate", "invalid", "modal", "target", "user-invalid", "visited",
))  # fmt: skip
#: So many characters of an attribute are looked at.
_LONGEST = 500
_OPERATORS: dict[str | None, Callable[[str, str], bool]] = {
    "=": lambda has, wanted: has == wanted,
    "~=": lambda has, wanted: wanted in has.split(),
    "|=": lambda has, wanted: has == wanted or has.startswith(f"{wanted}-"),
    "^=": lambda has, wanted: bool(wanted) and has.startswith(wanted),
    "$=": lambda has, wanted: bool(wanted) and has.endswith(wanted),
    "*=": lambda has, wanted: bool(wanted) and wanted in has,
    None: lambda _has, _wanted: True,
}


_NONE: frozenset[int] = frozenset()


class NotRead(ValueError):  # noqa: N818
    """A selector that is passed over."""


@dataclass(slots=True, eq=False)
class Node:
    """An element, and which steps it has taken itself, and those above and before it."""

    element: Element
    tag: str
    name: str  # its id
    classes: frozenset[str]
    parent: Node | None
    index: int  # among its siblings, and among those of its tag
    of_type: int
    above: frozenset[int]
    just_before: frozenset[int]
    before: frozenset[int]
    taken: frozenset[int] = frozenset()
    #: For what stands in it: `above` and what it has taken; for what follows: `before` and that.
    within: frozenset[int] = frozenset()
    behind: frozenset[int] = frozenset()
    counts: dict[str, int] = field(default_factory=dict)  # of what stands in it, by tag
    given: dict[str, str | None] = field(default_factory=dict)

    def read(self, name: str) -> str | None:
        """An attribute in lower case; of a long one the beginning."""
        if name not in self.given:
            said = self.element.get(name)
            self.given[name] = said if said is None else said[:_LONGEST].lower()
        return self.given[name]

    def take(self, steps: set[int]) -> int:
        """Note the steps that it takes; returns how many numbers had to be copied for that.

        Where nothing is new its neighbours share the sets: there are as many as elements.
        """
        self.taken = frozenset(steps)
        self.within, more = _join(self.above, self.taken)
        self.behind, others = _join(self.before, self.taken)
        return more + others


def _join(known: frozenset[int], new: frozenset[int]) -> tuple[frozenset[int], int]:
    """Both, and how many were copied: none where nothing is new."""
    if new <= known:
        return known, 0
    return (both := known | new), len(both)


Test = Callable[[Node], bool]


@dataclass(frozen=True, slots=True)
class Compound:
    """What an element must be, and how it must stand to the step before: in it (" " and ">") or
    after it ("~" and "+"), "" for the first one. `key` is what elements are sorted by."""

    tests: tuple[Test, ...]
    key: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Selector:
    """`place` is "before" or "after" for what stands at the beginning or the end of an element,
    and "marker" for what stands in front of an item."""

    steps: tuple[Compound, ...]
    weight: tuple[int, int, int]
    place: str = ""


def make_node(element: Element, parent: Node | None, before: Node | None) -> Node:
    """The node of an element that stands in `parent`, right after `before`."""
    tag, counts = name_of(element), parent.counts if parent else {}
    counts[tag] = counts.get(tag, 0) + 1
    return Node(
        element=element,
        tag=tag,
        name=(element.get("id") or "").lower(),
        classes=frozenset((element.get("class") or "").lower().split()),
        parent=parent,
        index=before.index + 1 if before else 0,
        of_type=counts[tag] - 1,
        above=parent.within if parent else _NONE,
        just_before=before.taken if before else _NONE,
        before=before.behind if before else _NONE,
    )


def keys_of(node: Node) -> Iterator[str]:
    """All keys by which steps may be found that the node may take."""
    yield "*"
    yield node.tag
    yield from (f".{name}" for name in node.classes)
    if node.name:
        yield f"#{node.name}"


def stands_right(node: Node, relation: str, number: int) -> bool:
    """Does the node stand so to another one that has taken the step before `number`?"""
    match relation:
        case " ":
            return number - 1 in node.above
        case ">":
            return node.parent is not None and number - 1 in node.parent.taken
        case "+":
            return number - 1 in node.just_before
        case "~":
            return number - 1 in node.before
    return True


def read_selector(text: str) -> Selector:
    """Raises NotRead for what is no selector, or of a kind that is not read."""
    text = text.replace("/**/", "").strip().lower()
    simple = _SIMPLE.fullmatch(text)
    if text and simple:
        return _read_simple(*simple.groups(""))
    try:
        (found,) = parser.parse(text)
        if found.pseudo_element not in (None, "before", "after", "marker"):
            raise NotRead(text)
        return Selector(
            tuple(_read_steps(found.parsed_tree)), found.specificity, found.pseudo_element or ""
        )
    except (parser.SelectorError, AttributeError, RecursionError, TypeError) as strange:
        raise NotRead(text) from strange


def _read_simple(tag: str, sign: str, name: str) -> Selector:
    tests: list[Test] = [lambda node: node.tag == tag] if tag else []
    if sign == ".":
        tests.append(lambda node: name in node.classes)
    elif sign:
        tests.append(lambda node: node.name == name)
    weight = int(sign == "#"), int(sign == "."), int(bool(tag))
    return Selector((Compound(tuple(tests), f"{sign}{name}" or tag),), weight)


def _read_steps(tree: Any) -> Iterator[Compound]:
    parts = []
    while isinstance(tree, parser.CombinedSelector):
        parts.append((tree.combinator, tree.right))
        tree = tree.left
    for relation, compound in [("", tree), *reversed(parts)]:
        tests = tuple(_read_test(each) for each in compound.simple_selectors)
        yield Compound(tests, _find_key(compound), relation)


def _find_key(compound: Any) -> str:
    keys = ["*"]
    for each in compound.simple_selectors:
        if isinstance(each, parser.LocalNameSelector):
            keys.append(each.lower_local_name)
        elif isinstance(each, parser.ClassSelector):
            keys.append(f".{each.class_name}")
        elif isinstance(each, parser.IDSelector):
            keys.append(f"#{each.ident}")
    return keys[-1]


def _read_test(simple: Any) -> Test:  # noqa: PLR0911  one kind after the other
    match simple:
        case parser.LocalNameSelector(lower_local_name=tag):
            return lambda node: node.tag == tag
        case parser.ClassSelector(class_name=name):
            return lambda node: name in node.classes
        case parser.IDSelector(ident=name):
            return lambda node: node.name == name
        case parser.AttributeSelector():
            return _read_attribute(simple)
        case parser.PseudoClassSelector(name=name):
            return _read_state(name)
        case parser.FunctionalPseudoClassSelector(name=name, arguments=arguments):
            return _read_count(name, parse_nth(arguments))
        case parser.NegationSelector(selector_list=inner):
            any_of = _read_any(inner)
            return lambda node: not any_of(node)
        case parser.MatchesAnySelector(selector_list=inner):
            return _read_any(inner)
        case parser.SpecificityAdjustmentSelector(selector_list=inner):
            return _read_any(inner)
        case parser.RelationalSelector(selector_list=inner):
            return _read_has(inner)
    raise NotRead(repr(simple))


def _read_any(inner: list[Any]) -> Test:
    """Of selectors of one step each; others would have to be looked for in the tree."""
    alternatives = []
    for each in inner:
        steps = tuple(_read_steps(each.parsed_tree))
        if len(steps) > 1:
            raise NotRead(repr(each))
        alternatives.append(steps[0].tests)
    return lambda node: any(all(test(node) for test in tests) for tests in alternatives)


def _read_has(inner: list[Any]) -> Test:
    """:has(> b) and its relatives, of selectors of one step each.

    Once for a page it is looked which elements have such a one: as long as there are elements.
    """
    wanted = []
    for each in inner:
        steps = tuple(_read_steps(each.selector.parsed_tree))
        if len(steps) > 1 or ":has" in repr(each.selector.parsed_tree):
            raise NotRead(repr(each))
        wanted.append((each.combinator, steps[0].tests))
    found: dict[str, set[Element]] = {}

    def has(node: Node) -> bool:
        if not found:
            for relation, tests in wanted:
                found.setdefault(relation, set())
                _find_holders(node.element.getroottree().getroot(), relation, tests, found)
        return any(node.element in holders for holders in found.values())

    return has


def _find_holders(
    root: Element, relation: str, tests: tuple[Test, ...], found: dict[str, set[Element]]
) -> None:
    """Add the elements that have, in this relation, one that passes the tests."""
    nodes: dict[Element, Node] = {}
    holders = found[relation]
    for element in root.iter(etree.Element):
        before = element.getprevious()
        node = make_node(element, nodes.get(element.getparent()), nodes.get(before))
        nodes[element] = node
        if not all(test(node) for test in tests):
            continue
        match relation:
            case ">" | " ":
                holder = element.getparent()
            case _:
                holder = before
        while holder is not None and holder not in holders:
            holders.add(holder)
            if relation in (">", "+"):
                break
            holder = holder.getparent() if relation == " " else holder.getprevious()


def _read_attribute(simple: Any) -> Test:
    name, operator, value = simple.lower_name, _OPERATORS[simple.operator], simple.value
    wanted = (value or "").lower()

    def has(node: Node) -> bool:
        given = node.read(name)
        return given is not None and operator(given, wanted)

    return has


def _read_state(name: str) -> Test:
    if name in _AT_REST:
        return lambda _node: False
    tests: dict[str, Test] = {
        "first-child": lambda node: node.index == 0,
        "last-child": lambda node: node.element.getnext() is None,
        "only-child": lambda node: node.index == 0 and node.element.getnext() is None,
        "first-of-type": lambda node: node.of_type == 0,
        "root": lambda node: node.parent is None,
        "empty": lambda node: len(node.element) == 0 and not node.element.text,
        "link": lambda node: node.tag == "a" and "href" in node.element.attrib,
        "any-link": lambda node: node.tag == "a" and "href" in node.element.attrib,
        "checked": lambda node: not {"checked", "selected"}.isdisjoint(node.element.attrib),
        "disabled": lambda node: "disabled" in node.element.attrib,
        "enabled": lambda node: "disabled" not in node.element.attrib,
    }
    if name not in tests:
        raise NotRead(name)
    return tests[name]


def _read_count(name: str, nth: tuple[int, int] | None) -> Test:
    """2n+1 of :nth-child and its relatives."""
    if nth is None:
        raise NotRead(name)
    step, first = nth

    def fits(number: int) -> bool:
        return number == first if not step else (
            (number - first) % step == 0 and (number - first) // step >= 0
        )  # fmt: skip

    tests: dict[str, Test] = {
        "nth-child": lambda node: fits(node.index + 1),
        "nth-of-type": lambda node: fits(node.of_type + 1),
        "nth-last-child": lambda node: fits(
            (len(node.parent.element) if node.parent else 1) - node.index
        ),
    }
    if name not in tests:
        raise NotRead(name)
    return tests[name]
