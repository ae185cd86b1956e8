"""Stories of an invented district, pages of them, and how they are read."""

from articles.text.page import as_contract, read_page
from articles.text.punctuation import FULL_WIDTH

FOLD = {ord(full): half for half, full in FULL_WIDTH.items()}
HEATING = [
    "日前，临江区召开冬季供暖工作会议，部署今冬明春居民供暖保障任务，区供热办、各街道和三家供热企业负责人参加。",
    "供热企业负责人介绍，全区二百一十处锅炉房和换热站已完成检修，供热管网冷态试水顺利结束，抢修队伍全天值守。",
    "会议要求，对独居老人、低保家庭等重点供暖用户要逐户上门测温，供暖投诉必须在两小时内答复。",
]
LIBRARY = [
    "近日，坐落在柳林路的临江区少年图书馆完成改造重新开馆，馆内新增绘本阅览区和有声书小屋，首日接待小读者六百人。",
    "少年图书馆馆长沈若溪说，新馆藏书增加到九万册，绘本占了三分之一，小读者凭学生证就能借书，不用交押金。",
    "“以前周末找不到座位，现在可以趴在地毯上看绘本。”刚上二年级的小读者方小满一边翻书一边说。",
]
BRIDGE = [
    "昨天上午，横跨青石河的望江人行桥正式通行，两岸居民步行往来由原来的二十五分钟缩短到四分钟。",
    "望江人行桥全长一百二十六米，桥面铺设防滑木板，栏杆装有夜间照明，桥头设有轮椅坡道和自行车推行槽。",
    "施工单位克服汛期水位高的困难，把人行桥的工期提前了四十天，青石河两岸的步道也同时贯通。",
]
DANCE = [
    "今天，临江区第五届广场舞大赛决赛在文化广场举行，来自十二个街道的二十四支舞队同台竞技。",
    "广场舞大赛历时两个月，初赛和复赛分街道进行，报名的舞队达到一百八十支，年龄最大的队员七十九岁。",
    "最终，杏花街道的“春雨”舞队获得大赛一等奖，桃园街道和望江街道的舞队获得二等奖。",
]
FOUR = {
    "临江区部署冬季供暖保障": HEATING,
    "少年图书馆重新开馆": LIBRARY,
    "望江人行桥昨起通行": BRIDGE,
    "广场舞大赛决出名次": DANCE,
}


def extracted(*lines):
    """The lines of a page as extraction gives them: folded marks, an empty line between two."""
    return "\n\n".join(lines).translate(FOLD)


def told(reading):
    """Each story as (headline, number of paragraphs), in page order."""
    return [
        (story["headline"], [block["kind"] for block in story["blocks"]].count("paragraph"))
        for story in as_contract(reading)["stories"]
    ]


def story_of(*lines, **options):
    stories = as_contract(read_page(extracted(*lines), **options))["stories"]
    assert len(stories) == 1
    return stories[0]


def codes(story):
    return [warning["code"] for warning in story["warnings"]]
