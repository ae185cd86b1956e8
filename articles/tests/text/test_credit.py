import pytest

from articles.text.credit import credit_line

NAMES = [
    "甲", "林望", "宁望舒", "闻人月", "欧阳明月", "扎西达娃", "阿依古丽·买买提", "林　望",
    "林望等", "甲 乙", "甲、乙", "林望、宁望舒", "林望/宁望舒", "林望，宁望舒", "林望和宁望舒",
    "李和平", "记者 林望", "本报记者 林望", "新华社记者 林望", "通讯员林望",
    "见习记者林望 通讯员 宁望舒", "Li Wang", "WANG Wei", "John O'Neil", "Anne-Marie",
    "Vincent van Gogh", "J.R. Smith", "Amy 林", "刘新华", "王中新", "张建联", "李小民", "王一心",
    "张学友", "李方", "王建社", "赵志愿", "李登科",
]  # fmt: skip

SAID = [
    "甲 摄", "甲/摄", "甲摄", "林望  摄", "林望摄影", "林望 摄影报道", "摄影 林望", "摄影：林望",
    "摄影/林望", "摄影记者 林望", "图/林望", "图：林望", "图 林望", "林望 图", "林望/图",
    "文/林望 图/宁望舒", "图文 林望", "林望 文/图", "新华社记者 林望 摄", "新华社发（林望 摄）",
    "区教育局供图", "区教育局 供图", "区教育局提供", "林望供图", "受访者供图", "供图：林望",
    "资料图", "资料图片", "资料照片", "本报资料", "新华社资料片", "新华社发", "新华社发（林望）",
    "林望 制图", "林望制图", "林望/绘", "林望绘", "林望 画", "林望插画", "林望 漫画", "林望 书",
    "视频截图", "林望 航拍", "林望航拍", "无人机航拍", "林望 翻拍", "AI生成", "AI 生成",
    "人工智能生成", "新华社", "中新社", "人民视觉", "视觉中国", "东方IC", "IC photo", "图虫创意",
    "澎湃新闻", "央视新闻", "新华网", "新京报", "CFP", "VCG", "AP", "Reuters", "Getty Images",
    "Wang Wei/Xinhua", "Unsplash", "Midjourney", "photo by Li Wang", "Courtesy of Li Wang", "amy",
    "@林望", "©林望", "2026年10月", "网络", "来自网络", "网络图片", "图源网络", "图片来源：网络",
    "微博", "微信公众号", "区融媒体中心", "区教育局", "区委宣传部", "柳桥街道", "平安社区",
    "区妇联", "区文旅", "临江发布", "居委会", "区委办", "消防大队", "市一中", "校方", "警方",
    "受访者", "网友", "市民", "读者", "家长", "作者", "本报", "本刊", "佚名", "无",
    "林望（区融媒体中心）", "区融媒体中心 林望", "",
]  # fmt: skip


@pytest.mark.parametrize("credit", NAMES)
def test_who_is_only_named_took_the_picture(credit):
    assert credit_line(credit) == f"{credit} 摄"


@pytest.mark.parametrize("credit", SAID)
def test_what_says_more_than_names_is_printed_as_it_was_typed(credit):
    assert credit_line(credit) == credit


@pytest.mark.parametrize("credit", [*NAMES, *SAID])
def test_what_is_printed_says_itself(credit):
    assert credit_line(credit_line(credit)) == credit_line(credit)


@pytest.mark.parametrize(
    ("credit", "printed"),
    [
        ("林望。", "林望 摄。"),
        ("林望.", "林望 摄."),
        ("（林望）", "（林望 摄）"),
        ("林望，", "林望 摄，"),
        (" 林望 ", "林望 摄"),
        ("\N{IDEOGRAPHIC SPACE}", ""),
        ("林\u200e望\u200b", "林望 摄"),
        ("供\u200b图", "供图"),
        ("林望 摄。", "林望 摄。"),
    ],
)
def test_marks_and_spaces_around_a_name_are_no_part_of_it(credit, printed):
    assert credit_line(credit) == printed
