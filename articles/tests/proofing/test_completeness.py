"""What an article lacks, what belongs to another headline, and what an import doubted."""

from dataclasses import replace

import pytest

from articles.proofing import Passage, completeness, proofread
from articles.proofing.galley import GalleyPhoto, ImportDoubt, Particulars
from articles.tests.proofing.texts.completeness import BODIES, LONG
from articles.tests.proofing_cases import write

SIGNED = Particulars(signatures=[("correspondent", "望津街道")], genre="news")
PHOTO = GalleyPhoto(1, "江边的步道。", "鹿鸣", "江边有人散步")


def found_in(rule, *paragraphs, headline="望津街道换了长椅", photos=(), **particulars):
    """(severity, message) of the rule's findings, photos' captions included."""
    galley = write(headline=headline)
    passages = [each for each in galley.passages if each.text]
    passages += [Passage("paragraph", text, n) for n, text in enumerate(paragraphs)]
    passages += [Passage("caption", each.caption) for each in photos if each.caption]
    given = replace(SIGNED, photos=photos, **particulars)
    found = proofread(replace(galley, passages=passages, particulars=given))
    return [(each.severity, each.message) for each in found if each.rule == rule]


@pytest.mark.parametrize(
    ("rule", "given", "told"),
    [
        ("missing_headline", {"headline": " "}, ("block", "还没有主题。")),
        ("missing_text", {"paragraphs": ()}, ("block", "还没有正文，也没有图片。")),
        (
            "missing_alt",
            {"photos": [replace(PHOTO, number=3, alt=" ")]},
            ("block", "图3没有替代文字，看不见图的人要靠它。"),
        ),
        (
            "missing_credit",
            {"photos": [PHOTO, replace(PHOTO, number=2, credit="")]},
            ("block", "图2没有写谁拍的、哪里来的。"),
        ),
        (
            "missing_caption",
            {"photos": [replace(PHOTO, caption="")]},
            ("warn", "图1没有图片说明。"),
        ),
        ("missing_byline", {"signatures": []}, ("warn", "没有署名，也没有写稿源。")),
        (
            "missing_byline",
            {"signatures": [("editor", "")]},
            ("warn", "没有署名，也没有写稿源。"),
        ),
        (
            "missing_unit",
            {"signatures": [("correspondent", ""), ("staff", "")]},
            ("warn", "通讯员没有写单位，用稿统计算不到单位名下。"),
        ),
    ],
)
def test_what_is_missing_is_found(rule, given, told):
    paragraphs = given.pop("paragraphs", (LONG,))

    assert found_in(rule, *paragraphs, **given) == [told]


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ("missing_headline", {}),
        ("missing_text", {}),
        ("missing_text", {"paragraphs": (), "photos": [PHOTO]}),
        ("missing_alt", {"photos": [PHOTO]}),
        ("missing_credit", {"photos": [replace(PHOTO, credit="望津街道供图")]}),
        ("missing_caption", {"photos": [PHOTO]}),
        ("missing_byline", {}),
        ("missing_byline", {"signatures": [], "source": "望津街道"}),
        ("missing_byline", {"signatures": [], "genre": "notice"}),
        ("missing_byline", {"signatures": [], "paragraphs": ("江边的步道昨日通了。",)}),
        ("missing_unit", {"signatures": [("staff", ""), ("photographer", "")]}),
        ("missing_unit", {"signatures": [("correspondent", "")], "paragraphs": ("步道通了。",)}),
    ],
)
def test_what_is_complete_is_left_alone(rule, given):
    paragraphs = given.pop("paragraphs", (LONG,))

    assert found_in(rule, *paragraphs, **given) == []


def test_of_a_text_alone_nothing_is_missing():
    assert [each.rule for each in proofread(write("", headline=""))] == []


def test_what_is_lacking_is_said_in_the_order_of_the_form():
    galley = replace(
        write("", headline=""),
        particulars=Particulars(photos=[GalleyPhoto(n, "", "", "") for n in (1, 2)]),
    )

    assert completeness.lacking(proofread(galley)) == [
        "主题", "2幅图片的替代文字", "2幅图片的摄影署名",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "新华社北京11月9日电　冬小麦播完了。",
        "据人民日报报道，冬小麦播完了。",
        "冬小麦播完了。（转载自《农家日历》）",
        "本文摘自《临江水利史》，有删节。",
        "　　中新网11月9日电　冬小麦播完了。",
    ],
)
def test_a_reprint_names_its_source(text):
    assert [severity for severity, _ in found_in("missing_source", text)] == ["warn"]
    assert found_in("missing_source", text, source="《农家日历》2026年第3期") == []


@pytest.mark.parametrize(
    "text",
    [
        "本报讯　冬小麦播完了。",
        "老周订了三十年人民日报。",
        "他转自行车铺的钥匙给徒弟。",
        "新华社记者来过这条巷子，老周记得。",
        "这段话选得好，大家抄了下来。",
    ],
)
def test_what_is_no_reprint_is_left_alone(text):
    assert found_in("missing_source", text) == []


@pytest.mark.parametrize(
    "caption",
    [
        "东渡小学的小学生在江边写生。",
        "孩子们排队借书。",
        "社区里的儿童领到了书包。",
        "两名初中学生扶老人过桥。",
        "小朋友第一次坐上轮渡。",
    ],
)
def test_a_photo_of_minors_asks_for_consent(caption):
    ((severity, message),) = found_in("consent", LONG, photos=[replace(PHOTO, caption=caption)])

    assert severity == "warn"
    assert "监护人同意" in message


@pytest.mark.parametrize(
    "caption",
    [
        "江边的步道。",
        "大学生志愿者在扫雪。",
        "区少年宫外的银杏。",
        "老周和徒弟修车。",
        "小学门口新画的斑马线。",
    ],
)
def test_a_photo_of_grown_ups_or_of_none_does_not(caption):
    assert found_in("consent", LONG, photos=[replace(PHOTO, caption=caption)]) == []


@pytest.mark.parametrize("headline", BODIES)
def test_a_body_under_its_own_headline_is_left_alone(headline):
    assert found_in("headline_body", BODIES[headline], headline=headline) == []


@pytest.mark.parametrize("headline", BODIES)
def test_a_body_under_another_headline_is_found(headline):
    names = list(BODIES)
    other = BODIES[names[names.index(headline) - 2]]

    assert found_in("headline_body", other, headline=headline) == [
        ("warn", "题目里的字词正文几乎没有，是不是题文不符，或排错了正文？")
    ]


def doubted(doubt, *paragraphs):
    found = proofread(replace(write(*paragraphs), doubts=[doubt]))
    return [(e.rule, e.severity, e.text) for e in found if e.rule.startswith("import_")]


LOST = ImportDoubt("truncated-paragraph", "段首前可能丢了文字。", "济效益好，")
SWAPPED = ImportDoubt("headline-body-mismatch", "请核对。", "长椅换了新木条，坐上去不再扎人。")
SEAM = ImportDoubt("joined-paragraph", "请核对接口。", "灯亮了，")


def test_what_an_import_doubted_is_found_as_long_as_its_words_stand():
    lost, swapped = "import_truncated_paragraph", "import_headline_body_mismatch"

    assert doubted(LOST, "好。", "济效益好，明年再种。") == [(lost, "warn", "济效益好，")]
    assert doubted(LOST, "经济效益好，明年再种。") == []
    assert doubted(SWAPPED, f"{SWAPPED.words}老周说。") == [(swapped, "warn", SWAPPED.words[:14])]
    assert doubted(SWAPPED, "换好的正文。") == []
    assert doubted(SEAM, "灯亮了，人来了。") == [("import_joined_paragraph", "info", "灯亮了，")]
