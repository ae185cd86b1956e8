"""What somebody meant to fill in later: 待补, ×××, TK, empty brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley
from articles.text.surnames import FREQUENT_SURNAMES

_LEFT, _RIGHT = "\N{FULLWIDTH LEFT PARENTHESIS}", "\N{FULLWIDTH RIGHT PARENTHESIS}"
_WORDS = (
    r"待补充?|待填|待核实?|待查实?|待确认|待改|此处(?:补|插|加|缺)[^，。]{0,8}|请(?:补充?|核实?)[^，。]{0,8}|数字待\S"
    r"|(?:[再另还要]|后)?补(?:照片|图片?|数字|数据|采访|材料|姓名|名单|引语)"
    r"|TODO|TBD|TBC|TKTK|TK"
)
_OPENS, _CLOSES = rf"[{_LEFT}(〔\[【［]", rf"[{_RIGHT})〕\]】］]"
_INSIDE = rf"[^{_LEFT}(〔\[【［{_RIGHT})〕\]】］]{{0,12}}"
_COUNTER = "[多余]?[百千万亿个名人元盏户次件套米吨亩公平处家条项辆台株座间所只天岁]"
#: Said at the end of a clause within brackets, or alone in a passage, these are notes to oneself
#: for certain, and so is a question mark in the place of a number.
_NOTE = re.compile(
    rf"{_OPENS}{_INSIDE}(?:{_WORDS})(?:[，。、；\uff1a?\uff1f！]{_INSIDE})?{_CLOSES}"
    rf"|{_OPENS}\s*[?\uff1f]{{2,}}\s*{_CLOSES}"
    rf"|{_OPENS}\s*[?\uff1f]\s*{_CLOSES}(?={_COUNTER})"
)
#: It may also doubt a word: 甲午（？）年, （38？）.
_ASKED = re.compile(rf"{_OPENS}\s*\d*\s*[?\uff1f]\s*{_CLOSES}")
#: Not where the marks themselves are meant: 使用“”号.
_EMPTY = re.compile(
    r"(?:〔[\s\u3000]*〕|【[\s\u3000]*】|《[\s\u3000]*》|“[\s\u3000]*”)(?!书名号|引号|号)"
)
#: Round ones may be left for a reader's answer, or follow a function's name.
_ROUND = re.compile(r"(?<![A-Za-z_])[\uff08(][\s\u3000]*[\uff09)]")
_QUIZ = re.compile(
    r"[打画]√|[答试习]题|题目|填空|选择|判断|竞答|问答|[对错]的[打画划]|签[名字]|盖章|填写"
)
_CROSSES = re.compile(
    r"[×✕✖╳]{2,}|(?<![A-Za-z])[xX]{2,}(?![A-Za-z]|染色体|L码|型染)|(?<![一二三四五六七八九十百千])[○〇]{3,}|[＊*]{2,}|[□■]{2,}|_{2,}|＿{2,}"
    r"|某{3,}|(?<!\d)(?:19|20)[xX×]{2}(?=年)"
)
#: Of the desk to itself, and a picture's place: （编者注：核实人名）, [插图1].
_TO_DESK = re.compile(
    rf"{_OPENS}(?:编[者辑]|记者|校对|排版)注?[\uff1a:，]?(?:请|再)?(?:核[实对查]|确认|查[实对]|补|删|待|改){_INSIDE}{_CLOSES}"
    r"|[\[【［](?:插图|配图|图片|照片)[一二三四五六七八九十\d]{0,2}[\]】］]"
)
#: A form that nobody filled in: 【记者姓名】, [时间].
_FORM = re.compile(
    r"[【\[〔｛{](?:请?填写?|输入)?(?:(?:记者|作者|通讯员|单位|领导|人物|小区|社区|街道|项目|活动|公司)的?)?"
    r"(?:姓名|名字|名称?|日期|时间|地点|数字|数据|金额|人数|职务|电话|内容)[】\]〕｝}]"
)
#: In the place of a number: 共有？？个, 达……人, X月X日, 11月　日.
_UNTOLD = re.compile(
    rf"(?<![?\uff1f])[?\uff1f]{{2,}}+(?={_COUNTER})|(?<=[共有达为])…+(?={_COUNTER})"
    r"|(?:\d{1,2}|[xX×_\s\u3000]{1,4})月[xX×_\s\u3000]{1,4}[日号]|[xX×_]{1,2}月\d{0,2}[日号]?"
)
_LATIN = re.compile(
    r"(?<![0-9A-Za-z_“‘\-])(?:TODO|TBD|TBC|TKTK|TK)(?![0-9A-Za-z_”’\-]|公司|集团|电子|品?牌|型|系列|清单)"
)
#: On purpose: 138××××1234, 尾号为××, 密码为******.
_HIDDEN = re.compile(r"(?:\d|尾号[为是]?|密码[为是]?|[京津沪渝\u4e00-\u9fff][A-Z])$")
_ALONE = re.compile(rf"\s*(?:{_WORDS})\s*[。…]*\s*")
_PICTURE = re.compile(
    rf"{_OPENS}(?:此处|这里)(?:配图|插图|放图|配照片)[^，。]{{0,6}}{_CLOSES}|[\[【［](?:插?图|图片|照片)[一二三四五六七八九十\d]{{1,2}}[\uff1a:][^\]】］]{{1,20}}[\]】］]"
    rf"|{_OPENS}(?:标题|题目|主题|署名|作者|日期|人数|数字)(?:待定|暂定|未定|待拟|空缺){_CLOSES}|[编审校][辑对稿]?[\uff1a:]{_OPENS}(?:空|无|略){_CLOSES}"
    rf"|(?<![A-Za-z])[NnXx](?=[户名位家件栋盏]|人[次参受报获])"
)
_PLEDGE = re.compile(r"待补(?![齐种考贴缴交偿办植栽录选缺位课助])")
_NOTED = "这是写给自己的记号，要补上或删去\N{FULLWIDTH COLON}“{}”。"
_SIGNS: tuple[tuple[re.Pattern[str], Severity, str], ...] = (
    (_NOTE, "block", _NOTED),
    (_TO_DESK, "warn", _NOTED),
    (_EMPTY, "block", "引号、书名号或括号里是空的\N{FULLWIDTH COLON}“{}”。"),
    (_ASKED, "warn", "是存疑，还是写给自己的记号\N{FULLWIDTH COLON}“{}”？"),
    (_ROUND, "warn", "括号里是空的\N{FULLWIDTH COLON}“{}”。"),
    (_LATIN, "warn", _NOTED),
    (_PICTURE, "warn", _NOTED),
    (_FORM, "warn", "模板里的空没有填\N{FULLWIDTH COLON}“{}”。"),
    (_UNTOLD, "warn", "日期或数字没有填上\N{FULLWIDTH COLON}“{}”。"),
    (_CROSSES, "warn", "“{}”是有意隐去，还是没有填上？"),
    (_PLEDGE, "warn", "“{}”是正文，还是写给自己的记号？"),
)


def find_gaps(galley: Galley) -> Iterator[Finding]:
    """Findings `gap`: block for a note to oneself within brackets or alone, and empty marks.

    Warn for what may be meant so: crosses, which may hide a name, TK, round brackets, a form.
    """
    quiz = bool(_QUIZ.search(galley.text))
    for number, passage in galley.of():
        text = passage.text
        if _ALONE.fullmatch(text):
            said = "这一段还没有写。"
            yield galley.find("gap", "block", number, (0, len(text)), said)
            continue
        told: list[tuple[int, int]] = []
        for pattern, severity, message in _SIGNS:
            for hit in pattern.finditer(text):
                if any(start <= hit.start() < end for start, end in told):
                    continue
                if _is_meant(galley, text, hit, quiz):
                    continue
                told.append(hit.span())
                said = message.format(hit[0])
                yield galley.find("gap", severity, number, hit.span(), said)


def _is_meant(galley: Galley, text: str, hit: re.Match[str], quiz: bool) -> bool:
    """Is it no gap: a blank for a reader's answer, a hidden number, a name, a line of signs?"""
    if hit.re is _ROUND:
        return quiz
    if hit.re is _UNTOLD and hit[0][0] not in "?\uff1f…":
        return quiz
    if hit.re is not _CROSSES:
        return False
    if hit[0] == text.strip() or _HIDDEN.search(text[: hit.start()]):
        return True
    name = text[max(0, hit.start() - 1) : hit.end()]
    throughout = name[0] in FREQUENT_SURNAMES and galley.text.count(name) > 1  # 王××
    return throughout or (quiz and hit[0][0] in "_＿")
