"""The lines of 用稿统计 as they are drawn."""

from articles.desk.charts import draw_chart, draw_spark


def test_lines_are_drawn_in_proportion():
    assert draw_spark([0, 5, 10, 0]).points == "2,19 31,12 61,4 90,19"
    drawn = draw_chart([1, 3], [0, 0], ["9月", "10月"])
    assert (drawn.now, drawn.before, drawn.last.text, drawn.said) == (
        "44,134 101,60", "", "本年 3", "9月1篇、10月3篇",
    )  # fmt: skip


def test_the_words_at_the_ends_of_two_lines_do_not_stand_on_each_other():
    def heights(now, before):
        drawn = draw_chart([0, now], [1, before], ["9月", "10月"])
        return drawn.last.y, drawn.last_before.y

    assert heights(4, 4) == (20, 38)
    assert heights(29, 30) == (43, 20)
    assert heights(1, 4) == (138, 28)
