"""What lines that belong to no article consist of: dates, page numbers, staff, navigation …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from articles.text.page.callings import ANY_ROLE, SIMPLE

_H = r"[\u3400-\u9fff]"
_PAGE = r"(?:[A-Da-d]?\d{1,3}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:\d{4}|[一二三四五六七八九〇○零OO]{4})"
_STAFF = (
    r"(?:本[版期报]|值班|执行|责任|副|见习|特约|图片|美术|版面|版式|视觉|新媒体|总)*"
    r"(?:主编|编辑|责编|编审|校对|审校|校审|审核|审读|检校|美编|版式|版面|组版|排版|制版|制图|设计|视觉|统筹"
    r"|监制|监审|编委|策划|执行|值班主任|总编辑?|刊头题字|题字)"
)
_NAME = rf"(?:{_H}{{2,4}}?|{_H} {{1,2}}{_H})(?=$|[\s、,/|;()】]|{_STAFF})"
#: What no name is, though it stands behind one: 组版 甲 电话 ….
_NO_NAME = r"电话|传真|邮箱|邮编|热线|地址|网址|信箱|微信|投稿|星期|周[一二三四五六日]"
_NAMES = rf"{_NAME}(?:[\s、,/]+(?!{_STAFF}|{_NO_NAME}|{ANY_ROLE}){_NAME})*"
_DATE = (
    rf"(?:公元)?{_YEAR}年(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月"
    r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})日|\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)"
)
_NAVIGATION = (
    r"[上下][一1][篇条版期页张](?:\s*:\s*\S.{0,40})?|[前后]一[篇版期页]|返回(?:目录|首页|列表|版面|上页|顶部)?"
    r"|(?:版面|标题|日期|文章|新闻|往期)(?:导航|检索|目录|回顾|列表|概览|图)|往期(?:回顾|报纸)?|按日期查(?:找|询|看)"
    r"|放大\+?|缩小-?|默认|(?:字体大小|字[号体])(?:[:\s]*[大中小](?![\u3400-\u9fff]))*|全文复制|复制链接"
    r"|PDF(?:版|下载|浏览)?|下载(?:PDF|本版)?|打印(?:本[文页])?|关闭(?:窗口)?|收藏(?:本[文页])?|分享(?:到.{2,6})?|朗读|朗读本文"
    r"|(?:您的|当前)位置|首页|数字报(?:首页)?|电子报|电子版|检索|搜索|大图|阅读原文|查看(?:原图|全文|大图)|点击(?:放大|查看)|[<>《》«»←→]+"
)
_OWN_CONTACT = (
    r"(?:24小时)?(?:本[报刊社]|编辑部|报社|新闻|爆料|报料|读者|投稿|来稿|广告|发行|订[阅报]|征订|服务|投诉|监督|采编"
    r"|投递|零售|印刷|值班|官方).{0,6}?(?:热线|电话|邮箱|信箱|地址|网址|传真|专线|QQ群?|微[信博])"
    r"|(?:广告|发行|编辑|总编|采访|群工|通联)(?:部|中心|室|办)"
    r"|(?:新闻|读者|有奖)?(?:报料|爆料)|(?:广告|订阅|征订|发行)(?:咨询|投放|洽谈)?(?=[\s:]*[\d(])"
)
_CONTACT = (
    r"(?:本[报刊社]|编辑部|报社|新闻|爆料|报料|读者|投稿|来稿|广告|发行|订[阅报]|征订|服务|投诉|监督|采编|投递|零售|印刷|值班|官方)"
    r".{0,6}?(?:热线|电话|邮箱|信箱|地址|网址|传真|专线|QQ群?|微[信博])"
)
_CONTACT = (
    r"热线|电话|传真|邮[编箱]|邮政编码|电子邮[箱件]|E-?mail|信箱|网址|地址|社址|网站|微信号?|QQ"
)
_VALUE = (
    r"[\s:]*(?:(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w.-]+|\+?[\d()][\d\s()/、,-]{4,}|[!-~]{4,})"
)

Kind = Literal[
    "date", "weekday", "lunar", "folio", "number", "issue", "staff", "publisher", "office",
    "permit", "contact", "own contact", "month", "navigation", "address", "rights", "code",
    "social", "clock",
]  # fmt: skip
#: What newsletters put round a text: whom to follow, how it was liked, where it ends.
_SOCIAL = (
    r"(?:点击|关注|轻触)?(?:上方|下方|↑+|↓+)?\s?蓝[字色](?:字体|文字)?(?:\s*(?:一键)?关注\S{0,8})?|(?:点击)?关注我们"
    r"|长按\S{0,10}(?:二维码|识别|关注)\S{0,8}|微信扫一扫\S{0,8}|手机看报纸?|(?:往期|精彩|热门)(?:推荐|精选|阅读|回顾)"
    r"|阅读\s*\d[\d.,]*[万w+]{0,2}|(?:点?赞|在看|分享|留言|收藏|转发)\s*\d+"
    r"|(?:点(?:个|亮|一下)?|戳)?\s?[\u201c\u300c]?(?:在看|分享|点赞|赞)[\u201d\u300d]?(?:[\s,、和]*[\u201c\u300c]?(?:在看|分享|点赞|赞)[\u201d\u300d]?)*[,\s]*(?:让更多人\S{1,8}|支持一下|\S{0,2}再走)"
    r"|喜欢\S{0,6}(?:点个?|记得)\S{0,8}|-?\s?(?:THE\s)?END\s?-?|(?:本文)?完$|原创(?=\s)|预览时标签不可点"
)
_DAYS = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_END = r"(?![\u3400-\u9fff])"
_KINDS: dict[Kind, tuple[str, ...]] = {
    "date": (_DATE,),
    "weekday": (rf"(?:星期|周)[一二三四五六日天]{_END}", r"\d{1,2}月\d{1,2}日(?=\s*星期)", _DAYS),
    "lunar": (
        r"(?:农历|夏历)\S{2,14}",
        r"[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
        r"(?:闰?[正一二三四五六七八九十冬腊]{1,2}月)?(?:[初十廿三][一二三四五六七八九十])?",
    ),
    "issue": (
        r"(?:总|第|总第)?\s?\d{1,6}\s?期",
        r"(?:总|第|总第)\s?[一二三四五六七八九十百〇]{1,6}\s?期",
        r"(?:本期|今日|本日|共)\s?(?:共\s?)?(?:\d{1,3}|[一二四六八十]{1,3})\s?[版页]",
        r"第\d{3,6}号",
        r"创刊号|试刊号?",
    ),
    "folio": (
        rf"第\s?{_PAGE}\s?版|版次[:\s]*{_PAGE}|{_PAGE}\s?版{_END}",
        r"[A-D]\d{1,2}(?!\w)|第\s?\d{1,3}\s?页(?:\s?/?共\s?\d{1,3}\s?页)?",
    ),
    "staff": (rf"{_STAFF}\s*[\s:/|]\s*(?:{_NAMES})",),
    "publisher": (
        rf"{_H}{{2,20}}?\s?(?:主管主办|主管|主办|承办|协办|编印|编辑出版|出版|编辑|出品|印制|承印|印刷){_END}",
        r"中共.{2,10}委机关报",
        rf"(?:主管|主办|承办|出版|编印|承印|印刷)(?:单位|机构)?[:\s]+{_H}{{3,20}}",
    ),
    "office": (rf"{_H}{{2,14}}?(?:编辑部|报社|杂志社|融媒体中心|记者站|发行站)(?=$|[\s:,|])",),
    "permit": (
        r"(?:准印证号?|国内统一(?:连续出版物号|刊号)|内部资料\S{0,16}|邮发代号|刊号|CN|ISSN|零售价?|每份|定价|报价)"
        r"[:\s]*[^\s,。]{0,24}(?:\s?\d[\w/-]*号?)?",
        r"(?:本报)?(?:常年)?法律顾问[:\s].{2,24}",
    ),
    "month": (r"\d{4}年\d{1,2}月(?!\d)|(?:19|20)\d\d\.(?:0\d|1[0-2])(?![.\d])",),
    "own contact": (
        rf"(?:{_OWN_CONTACT}){_VALUE}",
        r"本[报刊社](?:地址|社址)[:\s]+\S{4,24}",
    ),
    "contact": (rf"(?:{_CONTACT}){_VALUE}", r"(?:地址|社址|地点)[:\s]+\S{4,24}"),
    "address": (r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",),
    "navigation": (_NAVIGATION,),
    "rights": (
        r"版权所有|未经(?:授权|许可|书面)\S{0,20}|(?:Copyright|©)[!-~\s]*|\S{0,4}ICP备\S*",
        r"技术支持[:\s]?\S{2,16}|(?:责任声明|免责声明)",
    ),
    "code": (
        r"(?:请|欢迎)?(?:扫[码描](?:二维码)?|扫一扫)\S{0,14}|(?:欢迎)?关注(?:我们|本报)\S{0,10}",
        r"(?:官方)?(?:微博|微信|抖音|头条)号?[:\s]+@?\S{2,14}",
        r"(?:微信|官方)?(?:公众号|二维码|官微|视频号|抖音号|客户端)(?:[:\s]+\S{2,14})?" + _END,
    ),
    "social": (_SOCIAL,),
    "clock": (
        r"\d{1,2}:\d{2}(?::\d{2})?(?![\w:])",
        rf"(?:刚刚|今天|昨天|前天|\d{{1,2}}(?:天|小时|分钟)前){_END}",
    ),
    "number": (r"[-—–·~P]?\s?\d{1,3}\s?[-—–·~]?(?![\w.%])",),
}
_TOKEN = re.compile(
    "|".join(f"(?P<k{n}>{words})" for n, words in enumerate(map("|".join, _KINDS.values())))
)
_NAMES_OF_KINDS = list(_KINDS)
_BETWEEN = re.compile(r"[\s|/·•・,;:、()【】《》\[\]—–~_=*★☆●■-]*")
_WORD = re.compile(r"[^\s|/·•・,;:、()【】《》]+")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a line consists of, in order, and the other words in it."""

    kinds: tuple[Kind, ...]
    others: tuple[str, ...]


def take_apart(text: str) -> Imprint:
    """The parts of a line; `text` has ASCII marks."""
    kinds: list[Kind] = []
    others: list[str] = []
    for kind, word in _parts(text.translate(SIMPLE)):
        if kind is None:
            others.append(word)
        else:
            kinds.append(kind)
    return Imprint(tuple(kinds), tuple(others))


def _parts(text: str) -> Iterator[tuple[Kind | None, str]]:
    at = 0
    while True:
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        if at >= len(text):
            return
        if found := _TOKEN.match(text, at):
            yield _NAMES_OF_KINDS[int(str(found.lastgroup)[1:])], found[0]
        elif found := _WORD.match(text, at):
            yield None, found[0]
        else:
            at += 1
            continue
        at = max(found.end(), at + 1)
