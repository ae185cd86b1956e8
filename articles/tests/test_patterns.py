"""No text that somebody sends keeps a regular expression busy: the interpreter waits for it."""

import re

import pytest

from articles.desk.similar import sentences_of
from articles.imports.kinds import FileKind, find_kind
from articles.proofing.brackets import find_brackets
from articles.proofing.ends import find_cut_ends
from articles.proofing.gaps import find_gaps
from articles.proofing.sums import find_shares
from articles.tests.patterns import TooLong, at_most, find_patterns, spend, write_hostile
from articles.tests.proofing_cases import write
from articles.tests.tried import tried
from articles.text import credit
from articles.text.outside.tree import prepare
from articles.text.word.fields import _ORDER

pytestmark = pytest.mark.once

#: Often enough that a pattern which tries each way to divide a text does not come to its end, and
#: seldom enough that one which tries each beginning does at once.
TIMES, SECONDS = 32, 0.5


def find_busy(pattern):
    """The string that keeps it busy, or ""; how many were tried."""
    number = 0
    for number, text in enumerate(write_hostile(pattern, TIMES), 1):
        try:
            with at_most(SECONDS):
                spend(pattern, text)
        except TooLong:
            return text, number
    return "", number


def loses_its_place(written, flags=0):
    """Whether Python before 3.11.5 may read on from a wrong place: behind a group that can be
    given up in its middle, it forgot to go back (python/cpython#106052)."""

    def look(items):
        for op, value in items:
            if str(op) == "ATOMIC_GROUP":
                return True
            if str(op) == "POSSESSIVE_REPEAT":
                inner = value[2]
                if len(inner) != 1 or str(inner[0][0]) not in SINGLE:
                    return True
            parts = value if isinstance(value, (list, tuple)) else [value]
            nested = [part for part in parts if isinstance(part, re._parser.SubPattern)]
            nested += [
                each
                for part in parts
                if isinstance(part, list)
                for each in part
                if isinstance(each, re._parser.SubPattern)
            ]
            if any(map(look, nested)):
                return True
        return False

    return look(re._parser.parse(written, flags))


SINGLE = ("LITERAL", "NOT_LITERAL", "IN", "ANY", "CATEGORY")


def test_no_pattern_of_the_app_loses_its_place_on_an_older_python():
    patterns = find_patterns()
    found = [at for at, it in patterns.items() if loses_its_place(it.pattern, it.flags)]

    assert len(patterns) > 500
    assert found == []


@pytest.mark.parametrize(
    "written",
    [r"(?:ab?c)++", r"(?>ab?)c", r"x(y(?:(?!z).)*+)", r"(?:a|(?:bc)?+)d", r"(?=(?:ab)*+)"],
)
def test_a_pattern_that_loses_its_place_is_found(written):
    assert loses_its_place(written)


@pytest.mark.parametrize("written", [r"a++", r"[^<]*+", r".?+", r"(?:[^<]++|a)*", r"\d{2,3}+"])
def test_a_pattern_of_single_characters_may_keep_what_it_has(written):
    assert not loses_its_place(written)


def test_no_pattern_of_the_app_tries_every_way_to_divide_a_text():
    patterns, busy, number = find_patterns(), {}, 0
    for where, pattern in patterns.items():
        text, count = find_busy(pattern)
        number += count
        if text:
            busy[where] = text
    tried("payloads", number)

    assert len(patterns) > 500
    assert busy == {}


@pytest.mark.parametrize(
    "written",
    [r"(a+)+$", r"(?:<!--.*?-->\s*)*<html", r"(?:\w+:[^<\n]*\s+)+(?=<)", r"(?:[a-z]+-?)+",
     r"(?:\s*-?[\d.]+)*\("],
)  # fmt: skip
def test_a_pattern_that_does_is_found(written):
    assert find_busy(re.compile(written))[0]


@pytest.mark.parametrize(
    "written",
    [r"a+$", r"(?:<!--(?>.*?-->)\s*)*<html", r"(?>\w+:[^<\n]*\s+)+(?=<)", r"[a-z]+(?:-[a-z]+)*-?"],
)
def test_a_pattern_that_does_not_is_let_through(written):
    assert find_busy(re.compile(written))[0] == ""


@pytest.mark.parametrize(
    ("unit", "rule"),
    [("）", find_brackets), ("A", find_cut_ends), ("1", find_shares), ("？", find_gaps)],
)
def test_a_paragraph_of_one_sign_is_proofread_in_time(unit, rule):
    galley = write(unit * 15_000)
    with at_most(2):
        list(rule(galley))


def test_sentences_without_an_end_are_looked_for_once():
    with at_most(1):
        assert sentences_of("字" * 100_000) == set()
        assert sentences_of("江边的步道今天通了。还没有说完") == {"江边的步道今天通了。"}


def test_a_file_of_comments_alone_is_recognised_at_once():
    with at_most(1):
        assert find_kind(b"<!---->" * 500 + b"x") is FileKind.TEXT
        assert find_kind(b"<!-- a -->\n<!-- b -->\n<html><p>x</p></html>") is FileKind.HTML


def test_a_pasted_text_that_looks_like_a_clipboard_s_head_is_read_at_once():
    head = "Version:0.9\r\nStartHTML:0000000105\r\nSourceURL:https://news.example.cn/a b\r\n"
    with at_most(1):
        assert prepare("Version:1 " + "a: " * 5000 + "x").startswith("Version:1 a:")
        assert prepare("Version:1 a:b\n" * 20_000 + "x")
        assert prepare(head + "<html><p>字</p></html>") == "<html><p>字</p></html>"


def test_a_name_without_an_end_and_a_field_of_figures_are_read_at_once():
    with at_most(1):
        assert not credit._FOREIGN.fullmatch("a" * 5000 + "1")
        assert credit._FOREIGN.fullmatch("Jean-Luc")
        assert credit._FOREIGN.fullmatch("O’Neill.")
        assert not _ORDER.search("\\o\\al" + "1" * 5000)
        assert _ORDER.search(r"\o\al\up-4 .5 (").groups() == ("o", r"\al\up-4 .5")
