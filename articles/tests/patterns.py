"""The regular expressions of the app, and strings that are meant to keep each of them busy."""

import importlib
import pkgutil
import re
import signal
import time
from contextlib import contextmanager
from re import _parser as parser

import articles

#: What one character of a class stands for.
_CLASSES = {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "7", "CATEGORY_NOT_WORD": "-"}
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def find_patterns():
    """Each compiled pattern of the app, with the name under which it was found."""
    found = {}
    for module in pkgutil.walk_packages(articles.__path__, "articles."):
        if ".tests" in module.name or ".migrations" in module.name:
            continue
        try:
            room = importlib.import_module(module.name)
        except ImportError:  # what only some machines have
            continue
        for name, value in list(vars(room).items()):
            _visit(value, f"{module.name}.{name}", found)
    return {where: re.compile(*what) for what, where in found.items()}


def _visit(value, where, found, depth=0):
    if isinstance(value, re.Pattern):
        found.setdefault((value.pattern, value.flags), where)
        return
    if depth > 3:
        return
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    elif type(value).__module__.startswith("articles") and not isinstance(value, type):
        value = list(getattr(value, "__dict__", {}).values())
    if isinstance(value, list | tuple | set | frozenset):
        for number, each in enumerate(value):
            _visit(each, f"{where}[{number}]", found, depth + 1)


def write_hostile(pattern, times):
    """Strings that nearly match: each part of the pattern so many times."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    letters, units = [], []
    _collect(tree, letters, units)
    letters = list(dict.fromkeys(letters))[:12]
    whole = _example(tree)
    units = dict.fromkeys(
        [*units, *letters, whole, whole[:-1], *(a + b for a, b in _pairs(letters))]
    )
    heads = dict.fromkeys(["", whole[:1], whole[:2], whole[: len(whole) // 2], *units])
    for unit in filter(None, units):
        yield unit * times + "\x00!"
    for head in list(heads)[:14]:
        for unit in filter(None, list(units)[:14]):
            yield head + unit * times + "\x00!"


def _pairs(letters):
    return [(a, b) for a in letters[:5] for b in letters[:5] if a != b]


def _collect(tree, letters, units):
    for kind, value in tree:
        name = str(kind)
        if name in _REPEATS:
            _collect(value[2], letters, units)
            units.append(_example(value[2]))
        elif name == "BRANCH":
            for branch in value[1][:20]:
                _collect(branch, letters, units)
                units.append(_example(branch))
        elif name == "SUBPATTERN":
            _collect(value[3], letters, units)
        elif name == "ATOMIC_GROUP":
            _collect(value, letters, units)
        elif name in ("ASSERT", "ASSERT_NOT"):
            _collect(value[1], letters, units)
        elif letter := _letter(name, value):
            letters.append(letter)


def _example(tree):
    """A string that the tree matches, or nearly."""
    text = ""
    for kind, value in tree:
        name = str(kind)
        if name in _REPEATS:
            text += _example(value[2]) * max(1, min(value[0], 20))
        elif name == "BRANCH":
            text += _example(value[1][0])
        elif name == "SUBPATTERN":
            text += _example(value[3])
        elif name == "ATOMIC_GROUP":
            text += _example(value)
        elif name not in ("ASSERT", "ASSERT_NOT"):
            text += _letter(name, value)
    return text


def _letter(name, value):
    if name == "LITERAL":
        return chr(value)
    if name == "IN":
        kind, first = value[0]
        if str(kind) == "LITERAL":
            return chr(first)
        return chr(first[0]) if str(kind) == "RANGE" else _CLASSES.get(str(first), "a")
    return "a" if name in ("ANY", "NOT_LITERAL", "CATEGORY") else ""


class TooLong(Exception):  # noqa: N818
    """It was still busy."""


@contextmanager
def at_most(seconds):
    """Seconds of the processor."""

    def stop(*_):
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def spend(pattern, text):
    """Seconds of the processor for looking at the beginning, at the whole and everywhere."""
    if isinstance(pattern.pattern, bytes):
        text = text.encode("latin-1", "replace")
    began = time.process_time()
    pattern.match(text)
    pattern.fullmatch(text)
    pattern.search(text)
    return time.process_time() - began
