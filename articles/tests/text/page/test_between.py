"""What stands between a headline and its text, and what no story is: the paper's own words, photos,
bylines on two lines, advertisements."""

import pytest

from articles.text.page import as_contract, read_page

BRIDGE = [
    "江边步道昨日全线贯通，从东渡桥一直走到望津码头，全长三点二公里，沿途添了十二处座椅。",
    "住在柳桥街道的居民说，往年去码头要绕行两公里公路，如今下楼就能走到江边，孩子也来跑步。",
    "步道由区住房和城乡建设局修建，路面用的是透水砖，下雨天不积水，夜里还有路灯照着。",
]
MEALS = [
    "柳桥社区老年食堂本周推出半份菜，价格减半，老人们说吃得完、不浪费，来吃饭的人多了。",
    "食堂负责人介绍，半份菜一共十二种，每天轮换，厨师按预约的份数下锅，剩菜少了四成。",
    "食堂还请了两位志愿者，给行动不便的老人把饭菜送到家里，一个月送了三百多次。",
]
NOTE = "编者按 近来居民关心的几件事，本报记者作了走访，今天刊出，请读者一起来议一议。"
STAFF, SENT, SHOT = "staff", "correspondent", "photographer"


def read(*lines):
    """Of each story its headline, who signs, its blocks without what opens them, its captions."""
    return [
        (
            story["headline"],
            [(who["role"], who["name"]) for who in story["bylines"]],
            [(each["kind"], each["text"].rpartition("）")[2]) for each in story["blocks"]],
            [(each["caption"], each["credit"]) for each in story["photos"]],
        )
        for story in as_contract(read_page("\n".join(lines)))["stories"]
    ]


def texts(*paragraphs):
    return [("paragraph", each) for each in paragraphs]


FIRST = ["江边步道全线贯通", f"本报讯（记者 费知夏）{BRIDGE[0]}", *BRIDGE[1:]]
FIRST_READ = ("江边步道全线贯通", [(STAFF, "费知夏")], texts(*BRIDGE), [])
HEAD = "老年食堂推出半份菜"
LEAD = f"本报讯（记者 何苇）{MEALS[0]}"


@pytest.mark.parametrize(
    ("between", "signed"),
    [
        ([NOTE, LEAD], [(STAFF, "何苇")]),
        (["■ 记者 何苇", NOTE, MEALS[0]], [(STAFF, "何苇")]),
        ([NOTE, "■ 记者 何苇", MEALS[0]], [(STAFF, "何苇")]),
        ([NOTE.replace("编者按 ", "【编者按】"), LEAD], [(STAFF, "何苇")]),
        ([NOTE, MEALS[0]], []),
    ],
)
def test_words_of_the_paper_between_a_headline_and_its_text_part_nothing(between, signed):
    first, second = read(*FIRST, HEAD, *between, *MEALS[1:])

    note = next(each for each in between if "编者按" in each)
    assert first == FIRST_READ
    assert second == (HEAD, signed, texts(note, *MEALS), [])


CAPTION = "左图：居民在步道上散步。右图：夜里的江边。沈舒 摄"


def test_photos_between_a_headline_and_its_text_part_nothing():
    first, second = read(*FIRST, HEAD, CAPTION, LEAD, *MEALS[1:])[:2]

    assert first == FIRST_READ
    assert second[:3] == (HEAD, [(STAFF, "何苇")], texts(*MEALS))


def test_a_credit_takes_no_words_of_the_paper_for_its_caption():
    _, second, *photos = read(
        *FIRST, HEAD, "■ 记者 何苇", "老人在食堂里吃半份菜。", "沈舒 摄", NOTE, *MEALS
    )

    assert second[2] == texts(NOTE, *MEALS)
    assert [second[3], *(each[3] for each in photos)][-1] == [("老人在食堂里吃半份菜。", "沈舒")]


def test_who_wrote_and_who_took_the_pictures_may_stand_on_two_lines():
    (story,) = read(FIRST[0], "本报记者 费知夏 文", "沈舒 图", *BRIDGE)

    assert story == (FIRST[0], [(STAFF, "费知夏"), (SHOT, "沈舒")], texts(*BRIDGE), [])


@pytest.mark.parametrize("label", ["广告", "·广告·", "【商业广告】"])
def test_an_advertisement_is_no_part_of_the_story_above_it(label):
    sold = ["望津商场十周年店庆，全场八折，电话0571-12345678，地址东渡路8号。"]
    first, advert = read(*FIRST, label, *sold)

    assert first == FIRST_READ
    assert advert == (label, [], texts(*sold), [])


def test_a_headline_about_advertisements_is_a_headline():
    first, second = read(*FIRST, "广告牌要拆了", f"本报讯（记者 何苇）{MEALS[0]}", *MEALS[1:])

    assert (first, second[0]) == (FIRST_READ, "广告牌要拆了")


def wrapped(text, width=17):
    return [text[at : at + width] for at in range(0, len(text), width)]


def test_a_wrapped_caption_ends_with_who_took_its_picture():
    caption = "图①：居民在步道上散步，路面上不积水。 图②：夜里的江边。沈舒 摄"
    lines = [line for each in (caption, *BRIDGE) for line in wrapped(each)]
    stories = read(FIRST[0], "■ 记者 费知夏", *lines)

    assert stories[0][2] == texts(*BRIDGE)
    assert [photo for story in stories for photo in story[3]] == [
        ("图①：居民在步道上散步，路面上不积水。", ""), ("图②：夜里的江边。", "沈舒"),
    ]  # fmt: skip
