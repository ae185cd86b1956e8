"""Where paragraphs, cells and tables of contents of a Word file end."""

import pytest

from articles.tests.word import BODY, field, paragraph, run, shape
from articles.tests.word import paragraphs_and_notes as read


def test_cells_that_were_merged_the_old_way_and_hidden_rows_are_told():
    def cell(text, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = (
        f"<w:tr>{cell('菜单', '<w:hMerge w:val=' + chr(34) + 'restart' + chr(34) + '/>')}"
        f"{cell('', '<w:hMerge/>')}</w:tr><w:tr>{cell('整份')}{cell('半份')}</w:tr>"
        f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('成本')}{cell('七元')}</w:tr>"
    )

    assert read(paragraph(BODY) + f"<w:tbl>{rows}</w:tbl>") == (
        [BODY, "菜单\t\n整份\t半份"],
        {"hidden": ("成本 七元",), "merged_cells": ()},
    )


@pytest.mark.parametrize("gone", ['<w:del w:id="1"/>', "<w:vanish/>", "<w:specVanish/>"])
def test_a_paragraph_without_an_end_goes_on_in_the_next_and_ends_with_its_cell_or_box(gone):
    def open_ended(text):
        return paragraph(text, properties=f"<w:rPr>{gone}</w:rPr>")

    inside = f"<w:txbxContent>{open_ended('框里')}</w:txbxContent>"
    framed = shape(f"<v:textbox>{inside}</v:textbox>")
    cells = f"<w:tc>{open_ended('整份')}</w:tc><w:tc>{paragraph('半份')}</w:tc>"
    body = (
        open_ended("江边的步道") + paragraph("通了。") + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        + paragraph(BODY, inner=f"<w:r>{framed}</w:r>")
    )  # fmt: skip

    assert read(body) == (
        ["江边的步道通了。", "整份\t半份", BODY, "框里"],
        {"textbox": ("框里",)},
    )


def test_a_table_of_contents_that_looks_like_text_is_none_but_a_field_left_open_costs_nothing():
    code = ' TOC \\o "1-3" '
    contents = field(code, run("一、步道"), "<w:r><w:tab/></w:r>", run("3"))
    begun = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )

    assert read(paragraph(inner=contents) + paragraph(BODY)) == ([BODY], {"toc": ("一、步道 3",)})
    assert read(paragraph(BODY, inner=begun) + paragraph(BODY)) == ([BODY, BODY], {})
