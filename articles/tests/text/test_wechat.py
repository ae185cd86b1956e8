"""What WeChat drops or limits, told before it is pasted there."""

import pytest

from articles.text.wechat import check_fields, check_html, check_picture


def codes(html):
    return [note.code for note in check_html(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("<p>江边的步道通了。</p>", []),
        ('<p><a href="https://mp.weixin.qq.com/s/x">前文</a></p>', []),
        ('<p><a href="https://news.example.cn/articles/1/">前文</a></p>', ["link"]),
        ('<p><a href="https://mp.weixin.qq.com.example.cn/">像是</a></p>', ["link"]),
        ('<p><a href="http://[">坏的</a></p>', ["link"]),
        ('<a name="here">锚</a>', []),
        ("<form><input><button>交</button></form>", ["dropped"] * 3),
        ("<video src=a.mp4></video><video></video>", ["dropped"]),
        ("<iframe src=x></iframe><audio></audio>", ["dropped", "dropped"]),
        ("<style>p{}</style><p>字</p>", ["dropped"]),
        ('<p class="a">字</p>', ["class"]),
        ('<p id="a">字</p>', ["class"]),
        ('<p style="color:red;position:absolute">字</p>', ["position"]),
        ('<p style="FLOAT : left">字</p>', ["position"]),
        ('<p style="background-position:0 0">字</p>', []),
        ("<p><em>着重</em></p>", ["emphasis"]),
        ("<table><tr><td>一</td><td>二</td><td>三</td><td>四</td></tr></table>", []),
        ("<table><tr>" + "<td>字</td>" * 5 + "</tr></table>", ["table"]),
        ('<table style="width:640px"><tr><td>字</td></tr></table>', ["table"]),
        ('<table><tr><td width="400">字</td></tr></table>', ["table"]),
        ('<table style="width:100%;max-width:640px"><tr><td>字</td></tr></table>', []),
        ('<img src="data:image/png;base64,AA">', ["picture"]),
        ('<img src="https://a.example/a.SVG?v=1">', ["picture"]),
        ('<img src="https://a.example/a.jpg">', []),
        ("<!-- 只有注释 -->", []),
        ("<p>" + "字" * 19_993 + "</p>", ["content"]),
        ("<p>" + "字" * 19_992 + "</p>", []),
    ],
)
def test_what_wechat_drops_or_limits_is_told(html, expected):
    assert codes(html) == expected


def test_the_words_of_lost_links_are_named_so_that_one_finds_them():
    link = '<a href="https://news.example.cn/">{}</a>'
    html = "".join(f"<p>{link.format(word)}</p>" for word in "甲乙丙丁戊己")

    [note] = check_html(html)

    assert note.text.startswith(
        "有6处链接在公众号里点不开，只留文字：“甲”、“乙”、“丙”、“丁”、“戊”等。"
    )
    assert not note.stops


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("字" * 32, "名" * 16, "摘" * 128), []),
        (("字" * 33, "", ""), ["标题有33字，公众号最多32字，请删短。"]),
        (("字", "名" * 17, "摘" * 129), ["作者有17字，公众号最多16字，请删短。",
                                      "摘要有129字，公众号最多128字，请删短。"]),
        ((" ", "", ""), ["没有标题。"]),
    ],
)  # fmt: skip
def test_fields_that_are_too_long_stop_it(fields, expected):
    notes = list(check_fields(*fields))

    assert [note.text for note in notes] == expected
    assert all(note.stops for note in notes)


@pytest.mark.parametrize(
    ("width", "size", "stops"),
    [(1280, 999_999, []), (1280, 1_000_000, [True]), (299, 9, [False]), (300, 9, []), (0, 9, [])],
)
def test_pictures_are_large_enough_and_not_too_heavy(width, size, stops):
    assert [note.stops for note in check_picture("图1", width, size)] == stops
