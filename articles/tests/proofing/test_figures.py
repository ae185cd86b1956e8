"""Figures that the others of a text contradict: growth, balances, shares, units, headlines."""

import pytest

from articles.tests.proofing_cases import find, find_severities

GREW = [
    ("今年接待250万人次，比去年的200万人次增长50%。", "25%"),
    ("投诉由120件降至90件，减少40件。", "30"),
    ("床位从80张增加到120张，增加了50张。", "40"),
    ("投入从1.2亿元增至1.5亿元，增加0.5亿元。", "0.3亿"),
    ("今年种树900棵，较上年的600棵增加30%。", "50%"),
]
GROWN = [
    "今年接待250万人次，比去年的200万人次增长25%。",
    "投诉由120件降至90件，减少30件。",
    "床位从80张增加到120张，平均每户增加2张。",
    "投入从1.2亿元增至1.5亿元，增加3000万元。",
    "今年种树900棵，是上年600棵的1.5倍。",
]


@pytest.mark.parametrize(("text", "right"), GREW)
def test_growth_by_amount_or_against_last_year_is_reckoned_again(text, right):
    [(_, fix)] = find("growth", text)
    assert fix.endswith(right)
    assert find_severities("growth", text) == ["warn"]


@pytest.mark.parametrize("text", GROWN)
def test_growth_that_is_right_is_left_alone(text):
    assert find("growth", text) == []


WRONG_WAY = [
    "投诉从120件增加到90件。", "产量由100吨下降到130吨。", "费用由120元涨到80元。",
    "电费降低了一倍。", "排队时间缩短3倍。",
]  # fmt: skip
RIGHT_WAY = [
    "投诉从120件减少到90件。", "名次从第20名上升到第5名。", "排名由20位升至5位。",
    "产量提高了一倍。", "电费降低了一半。",
]  # fmt: skip


@pytest.mark.parametrize("text", WRONG_WAY)
def test_what_rises_is_more_and_what_falls_falls_by_a_part(text):
    assert find_severities("growth", text) == ["warn"]


@pytest.mark.parametrize("text", RIGHT_WAY)
def test_ranks_and_halves_are_left_alone(text):
    assert find("growth", text) == []


BALANCES = [
    ("收入120万元，支出80万元，结余50万元。", "40万元"),
    ("原有床位80张，新增40张，现有130张。", "120张"),
    ("原有路灯300盏，拆除20盏，还有290盏。", "280盏"),
    ("筹集善款5000元，用去3200元，剩余1900元。", "1800元"),
    ("社区原有党员50名，新增5名，现有65名。", "55名"),
]
BALANCED = [
    "收入120万元，支出80万元，结余40万元。",
    "原有床位80张，新增40张，现有120张。",
    "原有路灯300盏，新增20盏，共有40户受益。",
    "收入120万元，支出80万元，结余率50%。",
    "原有3个点，增加到5个，现有8人值守。",
]


@pytest.mark.parametrize(("text", "right"), BALANCES)
def test_what_is_left_is_what_came_without_what_went(text, right):
    [(_, fix)] = find("sum", text)
    assert fix.endswith(right)


@pytest.mark.parametrize("text", BALANCED)
def test_balances_that_are_right_or_none_are_left_alone(text):
    assert "warn" not in find_severities("sum", text)


PARTS = [
    "区、街两级共投入500万元，区级300万元，街道250万元。",
    "两批共发放补贴35万元：第一批20万元，第二批18万元。",
    "本周共收到来信40件，表扬30件，批评12件。",
]
OTHER_PARTS = [
    "区、街两级共投入500万元，区级300万元，街道200万元。",
    "两批共发放补贴35万元：第一批20万元，第二批15万元。",
    "全区共有20个点，投入300万元，改造12个。",
]


@pytest.mark.parametrize("text", PARTS)
def test_parts_that_follow_their_total_make_it(text):
    assert find_severities("sum", text) == ["warn"]


@pytest.mark.parametrize("text", OTHER_PARTS)
def test_parts_that_make_their_total_or_are_none_are_left_alone(text):
    assert "warn" not in find_severities("sum", text)


SHARES = [
    "满意、一般、不满意的分别占70%、20%、15%。",
    "其中男性占55%，女性占55%。",
    "城镇人口占62%，农村人口占48%。",
    "女选手占40%，男选手占50%。",
    "三个年龄段分别占50%、30%和10%。",
]
WHOLES = [
    "满意、一般、不满意的分别占70%、20%、10%。",
    "其中男性占55%，女性占45%。",
    "党员占55%，女性占35%。",
    "满意和基本满意的分别占70%、20%。",
    "前三名分别占30%、12%和9%。",
]


@pytest.mark.parametrize("text", SHARES)
def test_shares_of_one_whole_make_a_hundred(text):
    assert find_severities("share", text) == ["warn"]


@pytest.mark.parametrize("text", WHOLES)
def test_shares_that_make_a_hundred_or_are_of_more_are_left_alone(text):
    assert find("share", text) == []


AGES = ["他1950年出生，今年66岁。", "生于1938年的她今年98岁。", "1990年5月生，现年26岁。"]
RIGHT_AGES = [
    "他1950年出生，今年76岁。",
    "1950年12月出生，今年75岁。",
    "1950年出生，1970年时20岁。",
]


@pytest.mark.parametrize("text", AGES)
def test_an_age_fits_the_year_of_birth(text):
    assert find_severities("age", text) == ["warn"]
    assert find("age", text, day=None) == []


@pytest.mark.parametrize("text", RIGHT_AGES)
def test_ages_that_fit_are_left_alone(text):
    assert find("age", text) == []


UNITS = [
    (["工程投资3200万元。", "3200亿元里大半用在管网上。"], ["3200万元"]),
    (["公园占地3.5公顷。", "3.5平方公里的园子里种了树。"], ["3.5公顷"]),
    (["新桥全长320米。", "这座320公里长的桥真好。"], ["320米"]),
    (["接待1250人次。", "全年1250万人次，", "又是1250万人次。"], ["1250万人次"]),
    (["收垃圾125吨。", "125公斤垃圾运走了。"], ["125吨"]),
]
OTHER_UNITS = [
    ["工程投资3200万元。", "3200万元里大半用在管网上。"],
    ["补贴100元，投资100万元。"],
    ["桥长12米，路长12公里。"],
    ["桥长320米，有320户人家。"],
    ["投资3200万元，约0.32亿元。"],
]


@pytest.mark.parametrize(("texts", "fixes"), UNITS)
def test_one_number_with_two_units_is_doubted_where_it_stands_less_often_or_later(texts, fixes):
    assert [fix for _, fix in find("unit", *texts)] == fixes


@pytest.mark.parametrize("texts", OTHER_UNITS)
def test_round_and_short_numbers_meet_by_chance(texts):
    assert find("unit", *texts) == []


HEADS = [
    ("新桥长230米", "桥长320米，宽12米。", "320米"),
    ("投资1.26亿元修路", "总投资1.25亿元。", "1.25亿元"),
    ("满意率达98.5%", "满意率为95.8%。", "95.8%"),
    ("128户搬新家", "共有125户居民搬了家。", "125户"),
    ("种树3600棵", "两天种了3500棵。", "3500棵"),
]
RIGHT_HEADS = [
    ("新桥长320米", "桥长320米，宽12米。"),
    ("近300户搬新家", "共有295户居民搬了家。"),
    ("2026年11月9日通车", "11月8日，桥头已经很热闹。"),
    ("80后当网格员", "35岁的他每天走访。"),
    ("第12届运动会开幕", "共有13届学员到场。"),
]


@pytest.mark.parametrize(("headline", "body", "fix"), HEADS)
def test_a_figure_of_the_headline_that_the_body_has_otherwise_is_doubted(headline, body, fix):
    assert [found[1] for found in find("headline_figure", body, headline=headline)] == [fix]


@pytest.mark.parametrize(("headline", "body"), RIGHT_HEADS)
def test_figures_of_headlines_that_the_body_has_or_rounds_are_left_alone(headline, body):
    assert find("headline_figure", body, headline=headline) == []
