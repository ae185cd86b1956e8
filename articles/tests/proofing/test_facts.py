"""Dates, sums, shares, ranges and names: what a text says against itself."""

import pytest

from articles.proofing import Galley, Passage, proofread
from articles.tests.proofing.texts.facts import (
    FORMS,
    NUMERALS,
    OPEN_SUMS,
    OTHERS,
    RANGES,
    SOUND_NUMERALS,
    SOUND_RANGES,
    SOUND_WEEKDAYS,
    SOUND_YEARS,
    SUMS,
    WEEKDAYS,
    YEARS,
)
from articles.tests.proofing_cases import DAY, find, find_severities

DATES = ["2月30日", "13月5日", "6月31日", "四月三十一日", "2023年2月29日"]
SOUND_DATES = ["2月28日", "12月31日", "2024年2月29日", "十月三十一日", "2月29日"]


@pytest.mark.parametrize("text", DATES)
def test_a_day_that_no_calendar_has_is_found(text):
    assert find("date", f"活动定于{text}举行。") == [(text,)]
    assert find_severities("date", f"活动定于{text}举行。") == ["block"]


@pytest.mark.parametrize("day", ["农历二月三十日", "光绪二十三年二月三十日", "闰二月三十日"])
def test_a_month_of_the_moon_has_thirty_days(day):
    assert find("date", f"{day}，渡口立碑。") == []


def test_words_for_a_day_may_be_of_the_moon_but_figures_are_not():
    assert find_severities("date", "二月三十日，老人照例上香。") == ["warn"]
    assert find_severities("date", "2026年二月三十日，民国三十一年四月三十一日。") == [
        "block", "block"
    ]  # fmt: skip


@pytest.mark.parametrize("text", SOUND_DATES)
def test_days_of_the_calendar_are_left_alone(text):
    assert find("date", f"活动定于{text}举行。") == []


CLOCKS = ["25时10分", "8时60分", "9时75分", "99时99分"]
SOUND_CLOCKS = [
    "8时30分",
    "24时",
    "0时5分",
    "比赛8时间",
    "23时59分",
    "水位涨到35时，",
    "他65时退休，",
    "气温升至39时，",
    "8时90分钟",
]


@pytest.mark.parametrize("text", CLOCKS)
def test_an_hour_that_no_clock_shows_is_found(text):
    assert find("clock", f"{text}开始。") == [(text,)]


@pytest.mark.parametrize("day", ["10日", "今晚", "11月5日上午", "凌晨", "明天"])
def test_an_hour_alone_is_one_beside_a_day(day):
    assert find("clock", f"{day}31时停水，{day}10时来水。") == [("31时",)]


@pytest.mark.parametrize("text", SOUND_CLOCKS)
def test_hours_of_the_clock_are_left_alone(text):
    assert find("clock", f"{text}开始。") == []


@pytest.mark.parametrize(("text", "right", "severity"), WEEKDAYS)
def test_a_weekday_that_is_not_the_days_is_found(text, right, severity):
    assert [fix for _, fix in find("weekday", text)] == [right]
    assert find_severities("weekday", text) == [severity]


@pytest.mark.parametrize("text", SOUND_WEEKDAYS)
def test_weekdays_that_are_right_are_left_alone(text):
    assert find("weekday", text) == []


@pytest.mark.parametrize(("text", "right"), NUMERALS)
def test_two_kinds_of_numerals_in_one_date_are_found(text, right):
    assert find("numerals", f"活动在{text}举行。") == [(text, right)]


def test_a_year_in_words_belongs_to_a_month_in_words():
    assert find("numerals", "二○二六年10月10日开会。") == [("二○二六年", "2026年")]


@pytest.mark.parametrize("text", SOUND_NUMERALS)
def test_one_kind_of_numerals_is_left_alone(text):
    assert find("numerals", f"活动在{text}举行。") == []


@pytest.mark.parametrize(("text", "right"), YEARS)
def test_a_year_that_does_not_fit_the_articles_day_is_found(text, right):
    assert [fix for _, fix in find("year", f"{text}的计划已经公布。")] == [right]


@pytest.mark.parametrize("text", SOUND_YEARS)
def test_a_year_that_fits_the_articles_day_is_left_alone(text):
    assert find("year", f"{text}的计划已经公布。") == []


def test_a_year_of_another_time_is_left_to_whoever_tells_of_it():
    assert find("year", "1998年12月，他在信里写道：今年是1998年，水很大。") == []
    assert find_severities("year", "“今年（1998年）抗洪，我在。”他念道。") == ["info"]


def test_without_a_day_nothing_is_said_of_this_year():
    assert find("year", "今年（2019年）的计划。", day=None) == []


@pytest.mark.parametrize(("text", "right"), RANGES)
def test_a_range_whose_first_number_lacks_its_unit_is_found(text, right):
    assert find("range", f"约为{text}。") == [(text, right)]


@pytest.mark.parametrize("text", SOUND_RANGES)
def test_a_range_with_both_units_is_left_alone(text):
    assert find("range", f"约为{text}。") == []


@pytest.mark.parametrize(("text", "right"), SUMS)
def test_parts_that_do_not_make_the_total_are_found(text, right):
    assert [fix for _, fix in find("sum", text)] == [right]
    assert find_severities("sum", text) == ["warn"]


@pytest.mark.parametrize("text", OPEN_SUMS)
def test_parts_of_an_open_list_are_left_alone(text):
    assert find("sum", text) == []


def test_a_sum_that_is_right_is_said_to_be_right():
    passages = [Passage("paragraph", "今年共投入80.26万元，其中市级27.96万元，区级52.3万元。")]
    assert [(each.severity, each.message) for each in proofread(Galley(passages, DAY))] == [
        ("info", "合计无误\N{FULLWIDTH COLON}27.96万元+52.3万元=80.26万元。")
    ]


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("赞成的占50%，反对的占20%，未表态的占40%。", ["warn"]),
        ("甲占33.3%，乙占33.3%，丙占33.49%。", ["info"]),
        ("甲占60%，乙占30%，丙占25%。", ["warn"]),
        ("甲占40%、乙占40%、丙占10%。", ["warn"]),
        ("甲占20%，乙占20%，丙占20%，丁占50%。", ["warn"]),
        ("赞成的占50%，反对的占20%，未表态的占30%。", []),
        ("男性占50%，青年占20%。", []),
        ("一季度增长50%，二季度增长20%，三季度增长40%。", []),
        ("占5%、占6%、占7%的都有。", []),
        ("1元以下占16.4%，1元至2元占44.2%，2元至3元占24.4%，3元以上占15%。", []),
        ("1元以下占16.4%，1元至2元占44.2%，2元至3元占24.4%，3元以上占25%。", ["warn"]),
        ("党员占25%，本地户籍占70%，租户占30%。", []),
        ("甲占50%，同比提高2%，乙占20%，丙占35%。", []),
    ],
)
def test_shares_of_a_whole_make_a_hundred(text, severities):
    assert find_severities("share", text) == severities


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("参保率达到了100.09%。", ["warn"]),
        ("青年占120%。", ["warn"]),
        ("合格率为101%。", ["warn"]),
        ("满意度达110%。", ["warn"]),
        ("完成率达到了100.09%。", ["info"]),
        ("参保率达到了100%。", []),
        ("青年占12%。", []),
        ("合格率为99.9%。", []),
        ("增长120%。", []),
        ("完成98%。", []),
    ],
)
def test_a_part_is_not_more_than_its_whole(text, severities):
    assert find_severities("over_hundred", text) == severities


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("由上年的200人次增加到300人次，增长40%。", "50%"),
        ("从100万元增加到150万元，增长60%。", "50%"),
        ("由400件减少到300件，下降30%。", "25%"),
        ("从1.2亿元提高到1.8亿元，增幅为45%。", "50%"),
        ("由80户增至100户，增加20%。", "25%"),
        ("合格率由30%提高到45%，提高15%。", "15个百分点"),
        ("占比由5.2%回落到4.8%，回落0.6个百分点。", "0.4个百分点"),
        ("合格率由80%提高到88%，提高了10%。", None),
        ("合格率由92%提高到97%，提高5个百分点。", None),
        ("收入由2万元增加到3.1万元，年均增长9.2%。", None),
        ("从300家增加到450家，五年增长50%。", None),
        ("由上年的200人次增加到300人次，增长50%。", None),
        ("从3万元增加到4万元，增长33.3%。", None),
        ("由400件减少到300件，下降25%。", None),
        ("增长50%。", None),
        ("从去年的300人增加到今年，增长50%。", None),
    ],
)
def test_growth_fits_the_amounts_beside_it(text, right):
    found = find("growth", text)
    assert (found[0][1].endswith(right) if found else None) == (True if right else None)


@pytest.mark.parametrize(("texts", "wrong", "right"), FORMS)
def test_a_name_in_two_forms_is_found(texts, wrong, right):
    assert (wrong, right) in find("two_forms", *texts)


@pytest.mark.parametrize("texts", OTHERS)
def test_two_names_that_resemble_each_other_are_left_alone(texts):
    assert find("two_forms", *texts) == []


def test_a_shared_ending_with_a_shifted_stem_is_one_name():
    texts = ("友谊花园的灯亮了。", "谊城花园离江不远。")
    assert find("two_forms", *texts) == [("谊城花园", "友谊花园")]
    assert find("two_forms", "友谊花园的灯亮了。", "江城花园离江不远。") == []


@pytest.mark.parametrize(
    ("texts", "fixes"),
    [
        (("书记周明远来了。书记周明远说好。", "镇长周明远走了。"), ["书记周明远"]),
        (("局长孙文胜说好。", "处长孙文胜又说。"), ["局长孙文胜"]),
        (("书记周明远来了。", "书记周明远走了。"), []),
        (("书记周明远来了。", "镇长孙文胜走了。"), []),
        (("总理来了。", "周明远走了。"), []),
    ],
)
def test_one_person_with_two_posts_is_shown(texts, fixes):
    assert [fix for _, fix in find("two_posts", *texts)] == fixes
