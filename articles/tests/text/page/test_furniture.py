"""Lines that belong to no article are told apart by what they consist of and where they stand."""

import pytest

from articles.text.page import as_contract, read_page
from articles.text.page.furniture import find_furniture
from articles.text.page.printed import split_lines

STORY = [
    "望江人行桥昨起通行",
    "■ 通讯员 方小满",
    "昨天上午，横跨青石河的望江人行桥正式通行，两岸居民步行往来由原来的二十五分钟缩短到四分钟。",
    "桥长一百二十六米，桥面铺设防滑木板，栏杆装有夜间照明，桥头的轮椅坡道加宽了半米。",
]
OTHER = [
    "少年图书馆重新开馆",
    "■ 通讯员 沈若溪",
    "近日，坐落在柳林路的少年图书馆完成改造重新开馆，馆内新增绘本阅览区和有声书小屋。",
]


def furniture_of(*lines):
    printed = split_lines("\n\n".join(lines))
    return [printed[n].raw for n in sorted(find_furniture(printed))]


@pytest.mark.parametrize(
    "head",
    [
        [
            "临江新闻",
            "LINJIANG NEWS",
            "2026年3月1日　星期日　农历丙午年正月十三",
            "第218期　本期4版",
        ],
        ["临江报", "LINJIANG BAO", "2026年3月1日", "农历丙午年正月十三", "总第218期　今日四版"],
        ["今日柳塘", "总第37期　今日8版", "二〇二六年三月一日　星期日", "柳塘区融媒体中心主办"],
        ["3　综合　临江新闻　2026年3月1日　星期日　责任编辑/方圆　版式/白桦"],
        ["第A7版：要闻", "上一版　下一版", "标题导航", "临江新闻", "2026-03-01　星期日"],
        ["数字报首页 | 版面导航 | 往期回顾", "02版：民生", "字体大小：大 中 小"],
        ["民生·4版", "编辑 方圆 美编 白桦 校对 石磊"],
        ["国内统一刊号 CN33-0000　邮发代号 31-00", "2026.3.1 星期日"],
        ["临江时报 | 2026年3月1日 星期日 | 责任编辑：方圆 | 视觉：白桦 | 03版"],
        ["03", "社会新闻", "LOCAL NEWS", "2026/03/01 Sun."],
        ["中共临江区委机关报", "临江时报", "2026年3月1日 星期日", "今日四版"],
        ["《临江时报》2026年3月1日第3版"],
        ["导读", "古桥修缮完工　2版", "社区食堂开到家门口　3版"],
        ["本期要目", "古桥修缮完工……2", "社区食堂开到家门口……3"],
        ["今日看点", "古桥修缮完工（详见2版）", "社区食堂开到家门口（详见A3版）"],
    ],
    ids=lambda head: head[0],
)
def test_a_masthead_a_running_head_or_a_box_of_contents_is_furniture(head):
    assert furniture_of(*head, *STORY) == head


@pytest.mark.parametrize(
    "foot",
    [
        ["本版责编：方圆　校对：白桦"],
        ["新闻热线：0571-8888 0000", "网址：www.example.com"],
        ["上一篇　下一篇　放大　缩小　默认"],
        ["返回目录　放大+　缩小-"],
        ["版权所有 未经书面授权不得转载"],
        ["临江报编辑部　地址：滨河路9号　邮编：310000"],
        ["— 3 —"],
        ["主编：方圆　副主编：白桦　本期责编：石磊　刊头题字：程朗"],
        ["社址：临江市滨河路9号　邮政编码：310000　广告部：88880001"],
        ["当前位置：首页 > 数字报 > 要闻"],
        ["扫码关注微信公众号"],
        ["临江区融媒体中心主办　准印证号：浙企准字第A000号"],
        ["＊＊＊＊＊"],
    ],
    ids=lambda foot: foot[0],
)
def test_an_imprint_or_navigation_is_furniture(foot):
    assert furniture_of(*STORY, *foot) == foot


@pytest.mark.parametrize(
    "line",
    [
        "第7版　时事",
        "2026年3月1日　星期日",
        "责任编辑：方圆",
        "上一篇　下一篇　放大　缩小　默认",
        "A3·民生",
    ],
)
def test_furniture_may_stand_between_two_stories(line):
    assert furniture_of(*STORY, line, *OTHER) == [line]


@pytest.mark.parametrize(
    "lines",
    [
        ["停水公告", "石榴里社区3月1日停水一天，敬请谅解。", "临江区自来水公司", "2026年3月1日"],
        ["停电公告", "石榴里3月1日停电。", "服务热线：95598", "临江区供电公司", "2026年3月1日"],
        ["征文启事", "即日起征集身边故事，欢迎来稿。", "联系电话：0571-88880000", "临江新闻编辑部"],
        ["2026年3月1日是植树节前最后一个星期天"],
        ["责任编辑的一天"],
        ["本报热线开通三年接听两万次"],
        ["临江区图书馆公众号上线"],
        ["第3版的故事"],
        ["3月1日，望江人行桥通行"],
        ["青年作家作品登上文学期刊头条月报"],
        ["社区文化节周日开幕"],
    ],
    ids=lambda lines: lines[0],
)
def test_what_belongs_to_an_article_is_no_furniture(lines):
    assert furniture_of(*STORY, *lines, *OTHER) == []
    assert furniture_of(*STORY, *lines) == []


def test_a_line_of_a_paragraph_that_is_a_date_is_no_furniture():
    lines = [
        "望江人行桥昨起通行",
        "波光粼粼的青石河上，这座桥于",
        "2024年6月30日开工，历时二十个",
        "月建成。",
    ]

    assert furniture_of(*lines) == []


def test_a_turn_on_a_line_of_its_own_is_furniture_and_one_in_a_paragraph_leaves_it():
    reading = read_page(
        "\n\n".join(
            [
                *STORY[:2],
                "（上接第1版）" + STORY[2],
                STORY[3] + "（下转第3版）",
                "【下转A3版】",
                *OTHER,
            ]
        )
    )
    contract = as_contract(reading)

    assert contract["furniture"] == ["【下转A3版】"]
    assert [block["text"] for block in contract["stories"][0]["blocks"]] == STORY[2:]
    assert "".join(repair.was for repair in reading.repairs) == "（上接第1版）（下转第3版）"
    assert {repair.now for repair in reading.repairs} == {""}
