"""Whatever the text of a page is: nothing of it is lost, and it is read in time."""

import json
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.tests.stories import BRIDGE, DANCE, FOLD, FOUR, HEATING, LIBRARY, extracted
from articles.text.page import as_contract, read_page
from articles.text.page.openers import marks
from articles.text.page.reading import Reading


def complete(text, reading):
    """Every character of every line that holds any is in one line, once; repairs undo to it."""
    assert reading.find_misplaced() == []
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    joined = ["" for _ in raw]
    repairs = {}
    for repair in reading.repairs:
        repairs.setdefault(repair.line, []).append(repair)
    for line in reading.lines:
        assert line.start == len(joined[line.source - 1])
        joined[line.source - 1] += line.text
        repaired = list(line.text)
        for repair in repairs.get(line.number, []):
            assert repaired[repair.at] == repair.was
            repaired[repair.at] = repair.now
        assert "".join(repaired) == line.repaired
    assert [a for a, b in zip(raw, joined, strict=True) if a != b and a.strip()] == []
    assert Reading.from_json(json.loads(json.dumps(reading.as_json()))) == reading
    json.dumps(as_contract(reading))


PARTS = st.sampled_from(
    [
        *FOUR,
        *HEATING,
        *LIBRARY,
        *BRIDGE,
        *(text[:25] for text in DANCE),
        *(text[25:] for text in DANCE),
        "■ 通讯员 方小满",
        "本报记者 沈若溪 通讯员 王伟",
        "王伟 摄",
        "身边榜样",
        "青石河两岸",
        "（通讯员 方小满）",
        "第2版",
        "责任编辑：王伟",
        BRIDGE[2] + "（通讯员 方小满）",
        "",
        "   ",
        "\ufeff",
        "\u3000\u3000",
        "”。",
        "？！",
        "🙂 مرحبا Hello, world!",
        "\x0c第2版",
    ]
)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PARTS, max_size=24), st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\n \t\n"]))
def test_nothing_of_a_composed_page_is_lost(parts, between):
    text = between.join(parts).translate(FOLD)

    complete(text, read_page(text))


@settings(deadline=None, max_examples=150)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_of_any_text_is_lost(text):
    complete(text, read_page(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\r\n\n",
        "\ufeff",
        "区" * 200_000,
        "日前,临江区(记者 " * 20_000,
        "短标题\n" * 20_000,
        "■ 通讯员 方小满\n" * 5_000,
        "记者" + "和" * 57,
        "1," * 100_000,
        "(" * 50_000 + ")" * 50_000,
        "a." * 100_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_odd_and_huge_pages_are_read_in_time(text):
    started = time.process_time()

    reading = read_page(text)

    assert time.process_time() - started < 10
    assert reading.find_misplaced() == []


def test_the_command_line_prints_the_contract(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(extracted("望江人行桥昨起通行", "■ 通讯员 方小满", *BRIDGE), encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-m", "articles.text.page", str(page)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stderr == ""
    assert json.loads(run.stdout) == as_contract(read_page(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("text", "name"),
    [("他说，供暖不能停。", "pronoun"), ("日前，临江区召开会议。", "recently first")],
)
def test_the_way_in_which_a_paragraph_opens_is_noted(text, name):
    assert marks(text.translate(FOLD))[name] == 1.0
