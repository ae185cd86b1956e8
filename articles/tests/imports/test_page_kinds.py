"""Drafts of what the page import reads: units of bylines, tables, notices, briefs."""

from django.urls import reverse

from articles.imports import pages
from articles.models import Genre, Role, Unit, Weight
from articles.tests import make

TEXT = [
    "望江人行桥昨起通行",
    "通讯员 方小满（柳桥街道） 区融媒体中心 记者 沈若溪",
    "昨天上午，横跨青石河的望江人行桥正式通行，两岸居民步行往来由二十五分钟缩短到四分钟。",
    "桥面铺设防滑木板，栏杆装有夜间照明，桥头设有轮椅坡道和自行车推行槽。",
    "28路公交时刻",
    "站点\t首班\t末班",
    "东渡\t6:00\t21:30",
    "停水通知",
    "因管网检修，定于11月12日8时至18时停水，请居民提前储水。",
    "区水务局",
    "简讯",
    "●东渡渡口恢复周末班次。",
    "●冬季供暖提前五天试水。",
]


def drafts(editor, lines):
    page = pages.take_in("\n".join(lines), by=editor)
    return pages.create_drafts(page, by=editor, unfinished=True)


def test_drafts_are_what_the_page_shows(db):
    editor = make.editor()

    story, table, notice, briefs = drafts(editor, TEXT)

    assert [(b.role, b.reporter.name, b.unit.name) for b in story.bylines.all()] == [
        (Role.CORRESPONDENT, "方小满", "柳桥街道"),
        (Role.STAFF, "沈若溪", "区融媒体中心"),
    ]
    assert (table.headline, table.genre) == ("28路公交时刻", Genre.NOTICE)
    assert table.body.count("<tr>") == 2
    assert table.body.count("<th") == 3
    assert (notice.headline, notice.genre) == ("停水通知", Genre.NOTICE)
    assert notice.body.endswith("<p>区水务局</p>")
    assert (briefs.headline, briefs.weight) == ("简讯", Weight.BRIEF)


def test_of_two_people_of_one_name_the_one_of_the_printed_unit_signs(db):
    editor = make.editor()
    unit = Unit.objects.create(name="柳桥街道")
    make.reporter("方小满", slug="fang-1")
    own = make.reporter("方小满", slug="fang-2", unit=unit)

    story = drafts(editor, TEXT[:4])[0]

    assert story.bylines.first().reporter == own


def test_the_other_reading_of_a_guess_is_an_act_that_can_be_undone(editor_client):
    page = pages.take_in("\n".join([*TEXT[:4], *TEXT[7:10]]), by=make.editor())
    line = next(n["number"] for n in page.reading["lines"] if n["text"] == "停水通知")

    def genres():
        page.refresh_from_db()
        return [story["genre"] for story in page.reading["stories"]]

    assert genres() == ["", "notice"]
    for act, wanted in (("reread", ["", ""]), ("undo", ["", "notice"])):
        posted = {"act": act, "lines": line, "revision": page.revision}
        editor_client.post(reverse("admin:articles_importedpage_act", args=[page.pk]), posted)
        assert genres() == wanted
