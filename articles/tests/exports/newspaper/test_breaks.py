"""Where the rows of heads, kickers, subheads and pull quotes break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exports.newspaper.breaks import extent, fill_rows, fit_clauses, fit_rows
from articles.exports.newspaper.setting import setting
from articles.tests.contents import piece
from articles.text.body import Block, Run


@pytest.mark.parametrize(
    ("text", "room", "rows"),
    [
        # Not 社区医生 / 背包里 / 的三本账.
        ("社区医生背包里的三本账", 5.8, ["社区医生", "背包里的", "三本账"]),
        # Of two characters only the last row is.
        ("一条巷子的白菜", 5.3, ["一条巷子的", "白菜"]),
        ("居民的灯和路", 4.2, ["居民的", "灯和路"]),
        # Not 操场 / 借, nor 灯巷 / 街名.
        ("外卖骑手写出一本《灯巷街名小册》", 8.7, ["外卖骑手写出一本", "《灯巷街名小册》"]),
        ("渡口小学把操场“借”给街坊", 5.8, ["渡口小学", "把操场“借”", "给街坊"]),
        # Not 临江好 / 邻居, as long as there is a row more; nor 冬季 / 班, 明日 / 起.
        ("十一月“临江好邻居”名单公布", 8.7, ["十一月", "“临江好邻居”", "名单公布"]),
        ("银发课堂冬季班29日报名", 8.7, ["银发课堂冬季班", "29日报名"]),
        ("28路公交明日起延伸至白鹭洲", 8.7, ["28路公交明日起", "延伸至白鹭洲"]),
        # A figure stays with its measure, and a short clause whole.
        ("早班公交照常，28 路不绕行", 13.3, ["早班公交照常，", "28 路不绕行"]),
        ("二十四样菜拆成两种分量，每天少倒二十斤饭菜", 10.7,
         ["二十四样菜", "拆成两种分量，", "每天少倒二十斤饭菜"]),
        ("一份清单、一张排班表、一本“还回来”的账", 14.2,
         ["一份清单、一张排班表、", "一本“还回来”的账"]),
        # It fits a row as it is; where there is no other way, a particle does begin one.
        ("江边的灯", 6.0, ["江边的灯"]),
        ("看见了", 2.2, ["看见", "了"]),
    ],
)  # fmt: skip
def test_a_head_breaks_between_words_that_may_be_parted(text, room, rows):
    assert fit_rows([text], room, 9) == rows


def test_another_row_is_taken_before_one_begins_with_a_particle():
    assert fit_rows(["北闸口的灯亮了"], 4.3, 2) == ["北闸口的", "灯亮了"]
    two, three = (fit_rows(["夜校食堂的好饭"], 5.2, most) for most in (2, 3))
    assert all(row[0] != "的" for row in [*two, *three])


def test_what_stands_between_marks_is_parted_where_no_row_more_may_be_taken():
    assert fit_rows(["十一月“临江好邻居”名单公布"], 8.7, 2) == ["十一月“临江好", "邻居”名单公布"]


def test_what_points_at_a_figure_stays_with_it_in_a_crosshead():
    said = Block("crosshead", (Run("江口码头：能看见晚霞的那一座"),))
    runs = setting(piece(1, body=(said,))).blocks[0]["runs"]
    assert "那一座" in [run["t"] for run in runs if run.get("kept")]


def test_what_is_wider_than_any_row_allows_is_not_broken():
    assert fit_rows(["一条澄河七座小码头"], 3.2, 2) == []
    assert fill_rows("一条澄河七座小码头", 3.2) == ["一条", "澄河", "七座小", "码头"]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("“一人一块，切得一样大。”", ["“一人一块，", "切得一样大。”"]),
        ("“余粮票二十四斤，交公。余咸菜一坛，分了。”",
         ["“余粮票", "二十四斤，", "交公。", "余咸菜一坛，", "分了。”"]),
        ("“写个名。”", ["“写个名。”"]),
    ],
)  # fmt: skip
def test_a_pull_quote_breaks_with_its_clauses(words, rows):
    assert fit_clauses(words, 7.0, 8) == rows


def test_marks_that_stand_together_or_at_the_ends_of_a_row_take_half_of_their_width():
    assert round(extent("切得一样大。”") - extent("切得一样大"), 2) == 1.04
    assert round(extent("大，好") - extent("大好"), 2) == 1.02


@given(st.text("北闸桥头早点铺的了和“”，。28 App", min_size=1, max_size=40), st.floats(2, 30))
def test_rows_hold_the_whole_text_and_fit_their_room(text, room):
    rows = fit_rows([text], room, 9)
    assert "".join(rows).replace(" ", "") in ("", text.replace(" ", ""))
    assert all(extent(row) <= room for row in rows)
    assert "".join(fill_rows(text, room)) == text


def test_a_crosshead_longer_than_a_line_is_set_word_by_word():
    def words(text):
        (block,) = setting(piece(1, body=(Block("crosshead", (Run(text),)),))).blocks
        return [run["t"] for run in block["runs"] if run.get("kept")]

    assert words("早班公交照常，28 路不绕行") == ["早班", "公交", "照常", "28 路", "不", "绕行"]
    # No line begins with a particle or ends as one character.
    asked = ["一盏", "灯亮了", "以后的", "事情", "还有", "人问吗"]
    assert words("一盏灯亮了以后的事情还有人问吗") == asked
    assert words("灯亮了以后的事") == []
    # Figures stay as far from ideographs as typst sets them.
    (block,) = setting(
        piece(1, body=(Block("crosshead", (Run("2026年11月2日早班公交照常"),)),))
    ).blocks
    spaced = ["" if run.get("gap") else run["t"] for run in block["runs"]]
    assert spaced == ["2026年", "", "11月", "", "2日", "早班", "公交", "照常"]
