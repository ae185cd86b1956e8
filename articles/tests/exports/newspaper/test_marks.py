"""Formatting inside a paragraph, and the numbers of lists, in print."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from articles.exports.contents import gather
from articles.exports.newspaper import pdf, reading, setting
from articles.tests import issues
from articles.text.body import Run

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("made", [lambda each: pdf.make_newspaper(each).pdf, reading.make_reading])
def test_raised_lowered_and_dotted_text_and_every_number_of_a_list_is_printed(made):
    body = (
        "<p>亩产10<sup>4</sup>斤，减排CO<sub>2</sub>，<em>不得擅自拆</em></p>"
        "<ol start=7><li>第七条路</li><li>第八条路</li></ol><ol start=2026><li>百年</li></ol>"
    )
    found = PdfReader(BytesIO(made(gather(issues.one(body=body)))))
    text = "".join("".join(page.extract_text() for page in found.pages).split())
    for said in ("亩产104斤，减排CO2，不得擅自拆", "7.第七条路", "8.第八条路", "2026.百年"):
        assert said in text


def test_a_paragraph_that_is_parted_for_length_keeps_its_formatting():
    runs = (Run("甲。" * 400), Run("4", script="sup"), Run("乙。" * 500, bold=True))
    parted = [block["runs"] for block in setting.paragraph(runs)]
    assert "".join(run["t"] for block in parted for run in block) == "".join(r.text for r in runs)
    assert [run["t"] for block in parted for run in block if run.get("script")] == ["4"]
    assert sum(len(run["t"]) for block in parted for run in block if run.get("bold")) == 1000
    assert len(parted) > 1
