"""A style that a custom property of CSS gives hides and strikes out as one that is written."""

import time
import tracemalloc

import lxml.html
import pytest

from articles.text.outside import clean_outside
from articles.text.outside.variables import Variables


@pytest.mark.parametrize(
    ("css", "seen"),
    [
        (":root{--off:none} .x{display:var(--off)}", False),
        (".x{--off:none;display:var( --off )}", False),
        ("p{--off:none} .x{display:var(--off,inline)}", False),
        (".x{display:var(--nothing,none)}", False),
        (":root{--a:var(--b);--b:line-through} .x{text-decoration:var(--a)}", False),
        (":root{--ink:#fff;--paper:white} p{background:var(--paper)} .x{color:var(--ink)}", False),
        (":root{--off:none} .x{--off:inline;display:var(--off)}", True),
        (":root{--off:none} b{--off:inline} .x{display:inline}", True),
        (".x{display:var(--nothing)}", True),
        (":root{--a:var(--b);--b:var(--a)} .x{display:var(--a)}", True),
        ("h1{--off:none} .x{display:var(--off,inline)}", True),
    ],
)
def test_what_a_variable_hides_is_told(css, seen):
    found = clean_outside(f"<style>{css}</style><p>五<span class=x>八</span>个街道</p>")

    assert found.body == ("<p>五八个街道</p>" if seen else "<p>五个街道</p>")
    assert bool(found.notes) is not seen


@pytest.mark.parametrize(
    "css",
    [
        ":root{" + "".join(f"--a{n}:var(--a{n + 1}) var(--a{n + 1});" for n in range(60)) + "}"
        "p{color:var(--a0)}",
        ":root{" + "".join(f"--a{n}:x;" for n in range(20000)) + "} p{color:var(--a1)}",
        "p{--b:1;color:var(--b)}" * 200,
    ],
)
def test_hostile_variables_are_read_in_bounded_time(css):
    began = time.process_time()
    clean_outside(f"<style>{css}</style>" + "<p>五个街道</p>" * 300)

    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("stands_for", "value"),
    [("x" * 1900, "var(--a)" * 5000), ("x" * 300_000, "var(--a)" * 200)],
)
def test_a_value_that_would_be_megabytes_is_not_written_out(stands_for, value):
    element = lxml.html.fromstring("<p>字</p>")
    known = Variables(lambda _: {"--a": stands_for})
    tracemalloc.start()
    found = known.resolve(element, {"color": value, "font-size": "9pt"})
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == {"font-size": "9pt"}
    assert most < 2_000_000
