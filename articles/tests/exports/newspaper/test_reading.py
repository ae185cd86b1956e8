"""What the reading edition takes over from the newspaper: pull quotes, and the ladder of heads."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from articles.exports.newspaper import reading
from articles.exports.newspaper.pdf import make_newspaper
from articles.exports.printed import read_pages
from articles.tests.contents import RIVER, issue, paragraph, paragraphs, piece

SAID = paragraph(f"老丁把伞收好，说：“水到膝盖，它就来。”{RIVER}")
BODY = (*paragraphs(5), SAID, *paragraphs(5))
WORDS = "“水到膝盖，它就来。”"


@pytest.mark.parametrize(
    ("kind", "body", "times"), [("second", BODY, 2), ("brief", BODY, 1), ("lead", BODY[4:7], 1)]
)
def test_a_long_article_has_a_pull_quote_in_its_own_words(kind, body, times):
    made = reading.make_reading(issue(("要闻", [piece(1, kind=kind, body=body)])))
    pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    assert re.sub(r"\s", "", "".join(pages)).count(WORDS) == times


def test_headlines_are_the_larger_the_more_they_weigh():
    kinds = ("lead", "second", "brief")
    articles = [piece(n, kind=kind, headline="码头") for n, kind in enumerate(kinds, 1)]
    pages = read_pages(reading.make_reading(issue(("要闻", articles))))
    found = [it for page in pages[1:] for it in page if it.text == "头" and it.bottom - it.top > 14]
    sizes = [round(it.bottom - it.top) for it in found]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3


@pytest.mark.parametrize("section", ["", "街坊来信"])
def test_the_standing_section_stands_above_the_kicker(section):
    one = piece(1, kicker="澄河两岸", headline="码头", section=section)
    pages = read_pages(reading.make_reading(issue(("要闻", [one]))))
    shown = "".join(each.text for each in pages[1])
    assert f"要闻{section}澄河两岸码头" in shown


#: What has no place to break a line.
RUNS = {
    "dashes": "—" * 26,
    "dots": "…" * 26,
    "signs": "★" * 26,
    "an address": "https://www.linjiang.example/fuwu/zhengwu/2026/11/banshi-zhinan-v2.html?id=330102",
    "digits": "330102198811226789330102198811226789",
    "underlines": "_" * 30,
}


@pytest.mark.parametrize("made", [reading.make_reading, lambda asked: make_newspaper(asked).pdf])
@pytest.mark.parametrize("name", RUNS)
def test_a_run_of_signs_is_set_whole_in_heads_and_text(made, name):
    run = RUNS[name]
    asked = piece(
        1, headline=f"灯{run}亮", kicker=f"灯{run}亮", subhead=f"灯{run}亮",
        body=(*paragraphs(3), paragraph(f"灯{run}亮。"), *paragraphs(3)),
    )  # fmt: skip

    pages = read_pages(made(issue(("要闻", [piece(9, kind="lead"), asked]))))

    shown = "".join(each.text for page in pages for each in page)
    assert shown.count(f"灯{run}亮") >= 4
