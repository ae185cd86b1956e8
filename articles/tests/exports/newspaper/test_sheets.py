"""The newspaper's pages as an art director would have them, checked on finished ones."""

import pytest

from articles.exports.contents import Picture, SignedName
from articles.exports.newspaper.arrangements import Copy
from articles.exports.newspaper.places import part_panel
from articles.exports.newspaper.setting import setting
from articles.exports.newspaper.titles import list_points
from articles.exports.printed import read_pages
from articles.exports.wording import write_caption
from articles.tests.contents import issue, paragraph, paragraphs, piece
from articles.tests.exports.newspaper.finished import SAID, parts, sheets
from articles.text.body import Block, Run

LONG = tuple(
    SignedName("correspondent", "通讯员", "闻人月明", f"临江区第{n}中心小学宣传组")
    for n in range(4)
)


def crosshead(words):
    return Block("crosshead", (Run(words),))


def broken(made, *rules):
    return [each for each in made.breaches if each.rule in rules]


def full(month=2, each=6):
    """Pages without a picture that hold less than they were planned to."""
    return issue(*(
        (name, [
            piece(100 * n + at, kind="lead" if at == 0 else "brief" if at > 4 else "second",
                  headline=f"江边的第{at}盏灯亮到了清晨", body=(SAID, *paragraphs(8, 2)))
            for at in range(each)
        ])
        for n, name in enumerate(("要闻", "民生", "街巷")[:month], 1)
    ))  # fmt: skip


def test_a_page_without_a_picture_has_a_panel_a_pull_quote_and_kinds_of_heads(monkeypatch):
    pages, made = sheets(monkeypatch, full())
    assert broken(made, "G1", "G2", "H3", "H4", "F1", "C1") == []
    for page in pages[:2]:
        boxed = [stand for stand in page["stands"] if stand["panel"]]
        assert boxed or parts(page, "panel")
        assert 1 <= len(parts(page, "quote")) <= 2


def test_a_lead_is_never_narrower_than_three_columns(monkeypatch):
    pages, _ = sheets(monkeypatch, full())
    leads = [
        stand["w"]
        for page in pages
        for stand in page["stands"]
        if stand["rank"] in ("lead", "front")
    ]
    assert len(leads) >= 2
    assert min(leads) >= 452


@pytest.mark.parametrize("length", [4, 7, 9])  # paragraphs: three holes of another size
def test_a_page_that_is_short_ends_with_the_house_s_notice_and_no_white(monkeypatch, length):
    short = issue(("要闻", [piece(1, kind="lead", body=paragraphs(length))]))
    [page], made = sheets(monkeypatch, short)
    assert page["notice"]["told"] == ["临江区新闻简报", "准印证0000号"]
    assert page["notice"]["line"] + page["notice"]["lines"] == page["first"] + page["lines"]
    assert broken(made, "S3", "S4") == []


@pytest.mark.parametrize("length", [4, 108])  # a large hole, and one of two lines
def test_a_house_without_a_motto_or_address_has_only_its_name_there(monkeypatch, length):
    article = piece(1, kind="lead", body=paragraphs(length))
    pages, _ = sheets(monkeypatch, issue(("要闻", [article]), tagline="", contact=""))
    assert pages[-1]["notice"]["told"] == []


def printed_notice(page, made):
    """The characters of the notice at the foot of the last sheet."""
    box = page["notice"]
    glyphs = read_pages(made.pdf)[-1]
    return "".join(
        each.text
        for each in glyphs
        if box["y"] <= (each.top + each.bottom) / 2 <= box["y"] + box["h"]
        and box["x"] <= each.left <= each.right <= box["x"] + box["w"]
    )


@pytest.mark.parametrize(("others", "told"), [(2, True), (100, False)])
def test_a_high_notice_lists_the_pages_of_the_issue_if_there_is_room_for_all(
    monkeypatch, others, told
):
    lights = [
        (f"街巷{n}", [piece(n, kind="lead", headline=f"第{n}盏灯亮了", body=paragraphs(4))])
        for n in range(1, others + 1)
    ]
    pages, made = sheets(monkeypatch, issue(*lights))
    found = printed_notice(pages[-1], made)
    assert "扫码看网页版" in found
    assert ("本期各版" in found) is told
    assert [f"第{n}盏灯亮了" in found for n, _ in enumerate(lights, 1)] == [told] * others


def test_a_page_that_is_full_has_no_notice(monkeypatch):
    pages, _ = sheets(monkeypatch, full(month=1))
    assert pages[0]["notice"] == {}


@pytest.mark.parametrize("kind", ["lead", "second", "photo"])
def test_a_byline_that_would_be_too_high_stands_at_the_article_s_end(monkeypatch, kind):
    [page], made = sheets(monkeypatch, issue(("要闻", [piece(1, kind=kind, signed=LONG)])))
    assert broken(made, "C1") == []
    [(_, head)] = parts(page, "head")
    assert head["byline"] == []
    text = "".join(
        run["t"]
        for _, part in parts(page, "text")
        for block in part["blocks"]
        for run in block["runs"]
    )
    assert text.endswith("第3中心小学宣传组〕）")


def test_a_short_byline_stays_above_the_text(monkeypatch):
    [page], _ = sheets(monkeypatch, issue(("要闻", [piece(1)])))
    [(_, head)] = parts(page, "head")
    assert [line["text"] for line in head["byline"]] == ["通讯员 闻人月（澄河街道）"]


def test_of_the_heads_of_a_page_one_reads_downwards(monkeypatch):
    titles = ("江边一盏灯", "小桥通了", "菜场搬家", "书屋添书", "公交改线", "银发课堂开学")
    briefs = [piece(n, kind="brief", headline=each) for n, each in enumerate(titles, 1)]
    pages, made = sheets(monkeypatch, issue(("要闻", briefs)))
    assert broken(made, "H4") == []
    assert len(parts(pages[0], "upright")) <= 1


def test_the_rest_of_a_photo_story_stands_as_wide_as_it_was_cut_for(monkeypatch):
    long = piece(1, kind="photo", body=paragraphs(40, 4))
    others = [piece(n, kind="brief", body=paragraphs(1)) for n in range(2, 6)]
    pages, _ = sheets(monkeypatch, issue(("要闻", [long, *others])))
    rest = [stand for page in pages for stand, _ in parts(page, "onward")]
    assert rest
    assert all(stand["panel"] and stand["w"] > 140 for stand in rest)


def test_a_story_longer_than_a_page_says_where_it_goes_on_and_where_it_came_from(monkeypatch):
    month = issue(("要闻", [piece(1, kind="lead", body=paragraphs(70, 4))]))
    pages, made = sheets(monkeypatch, month)
    turns = [[part["words"] for _, part in parts(page, "turn")] for page in pages]
    onward = [
        [(part["title"], part["words"]) for _, part in parts(page, "onward")] for page in pages
    ]
    assert len(pages) > 1
    assert turns == [*[["（下转第01版续页）"]] * (len(pages) - 1), []]
    assert onward == [[], *[[("第1座码头", "（上接第01版）")]] * (len(pages) - 1)]
    assert broken(made, "L1", "L2", "C1", "S1") == []


def test_the_first_head_of_a_page_that_names_its_section_has_it_in_a_band(monkeypatch):
    body, named = paragraphs(5, 3), {2: "政策明白纸", 4: "街坊来信"}
    month = issue(("要闻", [
        piece(at, kind="lead" if at == 1 else "second", body=body, section=named.get(at, ""))
        for at in range(1, 6)
    ]))  # fmt: skip
    pages, made = sheets(monkeypatch, month)
    bands = {
        stand["article"]: ("".join(line["text"] for line in part["band"]), part["banded"])
        for stand, part in parts(pages[0], "head")
        if part["band"]
    }
    assert sorted(words for words, _ in bands.values()) == ["政策明白纸", "街坊来信"]
    assert sorted(banded for _, banded in bands.values()) == [False, True]
    assert broken(made, "H2", "H4", "S1") == []


def test_a_lead_lists_its_crossheads_only_where_it_has_some_that_are_short():
    def lead(*heads):
        blocks = [block for words in heads for block in (
            Block("crosshead", (Run(words),)), *paragraphs(3, 2))]  # fmt: skip
        return setting(piece(1, kind="lead", body=(*paragraphs(2, 2), *blocks)))

    assert list_points(lead("灯亮了", "人来了")) == ["灯亮了", "人来了"]
    assert list_points(lead("灯亮了")) == []
    assert list_points(lead("灯亮了", "一条很长很长很长很长很长的小标题")) == []
    assert list_points(lead(*["灯亮了"] * 7)) == []
    # On its dark panel each has a row.
    assert list_points(lead(*["灯亮了"] * 7), dark=True) == ["灯亮了"] * 7
    assert list_points(lead(*["灯亮了"] * 8), dark=True) == []


def test_a_dark_panel_lists_the_crossheads_below_its_head_and_no_white_parts_them(monkeypatch):
    heads = ["第一本：药", "第二本：路", "第三本：没说出口的话"]
    told = [each for words in heads for each in (crosshead(words), *paragraphs(4, 2))]
    lead = piece(
        7, kind="lead", kicker="一位家庭医生的背包", headline="社区医生背包里的三本账",
        subhead="七公斤重，走四十三栋楼", body=(SAID, *paragraphs(5, 2), *told),
    )  # fmt: skip
    others = [
        piece(8 + at, kind="second" if at < 2 else "brief", body=(SAID, *paragraphs(9, 2)))
        for at in range(4)
    ]
    front = "要闻", [piece(1, kind="lead", body=paragraphs(30, 2))]
    pages, made = sheets(monkeypatch, issue(front, ("走千家", [lead, *others])))
    [(stand, panel)] = parts(pages[1], "panel")
    [(listing, points)] = parts(pages[1], "points")
    assert (stand["article"], listing["article"]) == (7, 7)
    assert points["rows"] == [[words] for words in heads]
    assert (points["dark"], points["x"], points["w"]) == (True, panel["x"], panel["w"])
    assert points["line"] == panel["line"] + panel["lines"]
    assert 4 <= points["lines"] <= 6
    assert made.breaches == ()


@pytest.mark.parametrize(
    ("listed", "spare", "lines"),
    [
        (0, 9, 0),  # it has no crossheads
        (3, 4, 4), (3, 6, 6), (3, 9, 6),  # half a line more for each, and one below
        (3, 3, 0), (7, 7, 0), (2, 2, 0),  # they would be too small
        (2, 3, 3), (7, 9, 8),
    ],
)  # fmt: skip
def test_a_dark_panel_lists_crossheads_where_it_has_room_for_all(listed, spare, lines):
    copy = Copy(1, "lead", ((), ()), ({}, {}), lambda _: (3, 4), reversed=20, listed=listed)
    found = [(each.what, each.y, each.lines) for each in part_panel(copy, 0, 5, 20 + spare)]
    head = ("panel", 5, 20 + spare - lines)
    assert found == ([head, ("points", 25 + spare - lines, lines)] if lines else [head])


@pytest.mark.parametrize(
    ("credit", "kept"), [("费知夏", ["费知夏 摄"]), ("望津街道办事处宣传组", []), ("", [])]
)
def test_a_short_credit_stays_on_one_line_of_its_caption(credit, kept):
    photo = Picture(1, "a.webp", 1200, 800, "楼长打开意见箱。", credit, "", "")
    [block] = [
        each for each in setting(piece(1, pictures=(photo,))).blocks if each["kind"] == "photo"
    ]
    runs = block["caption"]["runs"]
    assert [run["t"] for run in runs if run.get("kept")] == kept
    assert "".join(run["t"] for run in runs) == write_caption(photo)


def test_a_short_lead_with_a_long_title_ends_level_below_a_head_of_three_rows(monkeypatch):
    """Paragraphs of 4, 3, 2 and 4 lines end level over no columns below a head of all five."""
    title = "抓早抓细抓实入冬前供暖供水供电和道路保畅各项准备工作\N{IDEOGRAPHIC SPACE}三步挂号"
    lead = piece(1, kind="lead", headline=title, body=(
        paragraph("河" * 50), paragraph("灯" * 36), paragraph("桥" * 22),
        Block("crosshead", (Run("码头"),)), paragraph("船" * 50),
    ))  # fmt: skip
    others = [piece(n, kind="second", body=(SAID, *paragraphs(4))) for n in range(2, 7)]
    first = ("要闻", [piece(9, kind="lead", body=(SAID, *paragraphs(12)))])
    pages, made = sheets(monkeypatch, issue(first, ("民生", [lead, *others])))
    heads = [part for stand, part in parts(pages[1], "head") if stand["article"] == 1]
    assert [(len(part["headline"]), part["size"]) for part in heads] == [(3, 26)]
    assert broken(made, "L1", "L2", "H1", "H2", "H3") == []


def test_a_sheet_of_nothing_but_one_long_text_has_a_pull_quote_below_its_head(monkeypatch):
    long = piece(1, kind="lead", body=(SAID, *paragraphs(110, 3)))
    pages, made = sheets(monkeypatch, issue(("要闻", [long])))
    quotes = [[part["rows"] for _, part in parts(page, "quote")] for page in pages]
    assert quotes[0] == [["“水到膝盖，它就来。”"]]
    assert len(pages) > 1
    assert broken(made, "A1", "A2", "L2", "S1", "G2") == []
