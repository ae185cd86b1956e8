"""How the columns of a table are set: how wide, and which hold figures."""

import pytest

from articles.text.body import blocks
from articles.text.tables import find_columns, measure_extent, share_width


def columns(*rows, headed=True):
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    html = "".join(f"<tr>{row}</tr>" for row in cells)
    return find_columns(blocks(f"<table>{html}</table>")[0].rows, headed=headed)


@pytest.mark.parametrize(
    ("cells", "figures"),
    [
        (["1,234.56", "3", "56.7", "12,000", "-3.5"], True),
        (["+12.5%", "-0.75%", "0", "↑3.25%", "−1.5%"], True),
        (["18亩", "7.5亩", "—", "缺"], True),
        (["≈5", "约120万元", "", "3.6亿元"], True),
        (["0571-88776655", "0571-88776600"], False),
        (["13800001111", "13900002222"], False),
        (["8:30", "17:00"], False),
        (["001", "002"], False),
        (["11月3日", "11月8日"], False),
        (["3座", "北闸"], False),
        (["—", "缺"], False),
        (["3×10<sup>4</sup>", "5"], False),
        (["1,23", "5"], False),
    ],
)
def test_a_column_of_figures_is_told_from_numbers_that_are_names(cells, figures):
    (column,) = columns(["数值"], *([cell] for cell in cells))
    assert column.figures is figures


def test_figures_end_so_that_their_decimal_points_stand_below_each_other():
    (column,) = columns(["数值"], ["1,234.56"], ["3"], ["—"], ["56.7"], ["0.75%"])
    widest = measure_extent(".75%")
    assert [column.indent(row) for row in range(6)] == [
        0.0, round(widest - measure_extent(".56"), 2), round(widest, 2), 0.0,
        round(widest - measure_extent(".7"), 2), 0.0,
    ]  # fmt: skip


def test_no_column_is_so_narrow_that_a_cell_has_a_character_a_line():
    words = columns(["闸口", "基本合格须整改", "很长的说明" * 20, "小", "https://example.com/a"])
    assert [column.least for column in words] == [
        2.0,
        3.0,
        8.0,
        1.0,
        measure_extent("https://example.com/a"),
    ]
    assert share_width(words, 20.0) == ()
    shared = share_width(words, 40.0)
    assert sum(shared) == pytest.approx(40.0)
    assert [wide >= column.least for wide, column in zip(shared, words, strict=True)] == [True] * 5


def test_rows_may_be_of_different_length_and_lines_of_a_cell_are_lines():
    found = columns(["甲", "", "丙"], ["一"], ["二行<br>四个字啊", "三"], headed=False)
    assert [(column.wish, column.figures) for column in found] == [
        (4.0, False), (1.0, False), (1.0, False),
    ]  # fmt: skip
