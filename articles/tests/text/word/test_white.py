"""Text of a Word file that nobody could see, for its colour, is left out and told; other isn't."""

import zipfile
from io import BytesIO

import pytest

from articles.tests import word
from articles.text.word import read_word


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


RUNS = {
    "white on the page": (
        run("电话64", '<w:color w:val="FFFFFF"/>') + run("来电。"),
        "电话64",
    ),
    "nearly white": (
        run("电话64", '<w:color w:val="FEFEFE"/>') + run("来电。"),
        "电话64",
    ),
    "yellow on yellow": (
        run("电话64", '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>') + run("来电。"),
        "电话64",
    ),
    "white on black": (
        run("来电。", '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>'),
        "",
    ),
    "white on a shade": (
        run("来电。", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="C00000"/>'),
        "",
    ),
    "white on a pattern": (
        run("来电。", '<w:color w:val="FFFFFF"/><w:shd w:val="pct50" w:fill="FFFFFF"/>'),
        "",
    ),
    "red": (run("来电。", '<w:color w:val="FF0000"/>'), ""),
    "the usual colour": (run("来电。", '<w:color w:val="auto"/>'), ""),
}


@pytest.mark.parametrize("name", RUNS)
def test_a_run_in_the_colour_of_what_is_behind_it_is_told(name):
    runs, told = RUNS[name]
    manuscript = read_word(word.raw(f"<w:p>{runs}</w:p>"))

    assert [story.body for story in manuscript.stories] == ["<p>来电。</p>"]
    assert [note.passages for note in manuscript.notes] == ([(told,)] if told else [])


WHITE = '<w:color w:val="FFFFFF"/>'
SHADE = '<w:shd w:val="clear" w:fill="1F3864"/>'


@pytest.mark.parametrize(
    ("before", "properties", "seen"),
    [
        ("", "", False),
        ("", SHADE, True),
        ("", SHADE.replace("1F3864", "FFFFFF"), False),
        ('<w:background w:color="000080"/>', "", True),
    ],
)
def test_white_text_is_told_unless_something_dark_is_behind_it(before, properties, seen):
    text = "来电请打桥头的电话。"
    data = word.raw(
        word.paragraph("正文。") + word.paragraph(text, properties=properties, run=WHITE)
    )
    manuscript = read_word(rewritten(data, "<w:body>", f"{before}<w:body>"))

    assert (text in manuscript.stories[0].body) is seen
    assert [note.passages for note in manuscript.notes if note.code == "hidden"] == (
        [] if seen else [(text,)]
    )


def rewritten(data, old, new):
    """The file with other words in its document."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            text = package.read(name)
            made.writestr(name, text.replace(old.encode(), new.encode()))
    return out.getvalue()


def test_white_text_in_a_table_is_kept_for_its_style_may_colour_the_cells():
    cell = f"<w:tc>{word.paragraph('桥头价', run=WHITE)}</w:tc>"
    row = f"<w:tr>{cell}<w:tc>{word.paragraph('6元')}</w:tc></w:tr>"
    table = f"<w:tbl><w:tblPr/>{row}{row}</w:tbl>"

    assert "桥头价" in read_word(word.raw(word.paragraph("正文。") + table)).stories[0].body
