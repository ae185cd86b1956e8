"""Finds what is no story on a page: notices, lists, tables, weather, and collections of briefs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from articles.text.page.bylines import MARKS
from articles.text.page.lines import ShapedRow
from articles.text.page.names import is_office
from articles.text.page.reading import Genre
from articles.text.page.region import DATE, DAY, NUMBER, ROWS_AT_MOST, Region
from articles.text.page.verses import find_letters, find_poems

_NOTICE = re.compile(
    r"(?:公告|启事|通知|通告|声明|公示|讣告|告示|提示|提醒|征集令?|预告|须知|招聘|招租|道?致?歉信?|倡议书?|公开信|告知书|告市民书|招领"
    r"|挂失|招标|简章|招生|征稿|征文|招募令?|海报|更正|指南|时间表|安排表?|一览表?|名单|排行榜?|红榜|价格表?|日程表?|节目单|贴士|问答|哀启|讣闻|谢启|鸣谢|成绩单|成绩表|积分榜|奖牌榜)$"
)
_WORDING = re.compile(
    r"特此|本[公通]告|经研究|现将|兹[有因定]|欢迎.{0,12}(?:报名|参加|来稿|前来)|联系(?:电话|人)|报名(?:时间|地点|电话)|咨询电话|投稿|请广?大?.{0,8}(?:互相转告|注意|合理安排|按)|自.{1,14}起(?:施行|执行|实行)|定于|声明作废|[遗丢]失.{0,40}(?:声明|作废|拾到|捡到|联系|酬谢)|泣告|敬告亲友|享年"
)
_WEATHER = re.compile(r"天气|气象|空气质量")
_SKY = re.compile(r"晴|多云|阴|[小中大暴阵]雨|雷|雪|雾|霾|风力?|℃|°C|气温|湿度|\d级|度")
_BRIEFS = re.compile(
    r"[\W_]*(?:\w{0,6}(?:简讯|短讯|快讯|简报|短波|速览|集纳|要闻|零讯|短新闻|微新闻|资讯|短消息|动态|快报|简明新闻|新闻集装箱|一句话(?:新闻)?)|\w{0,4}(?:集锦|点击|播报|传真|扫描|速递|掠影))[\W_]*"
)
_PHOTO_NEWS = re.compile(
    r"[\W_]*(?:图片新闻|新闻图片|图片报道|摄影报道|图说\w{0,4}|镜头|光影\w{0,2}|看图\w{0,3}|影像\w{0,2}|组图)[\W_]*"
)
_CELL = re.compile(r"\s*(?:\t+| {2,}|[|│])\s*| *\u3000+ *")
_LABEL = re.compile(r".{2,6}:")
#: How a row of results begins: the event, and who came first.
_RESULT = re.compile(r"[^。;]{2,16}:\s*(?:1[.、]|第?一名?[:、]|冠军)")
#: The number of a document below the head of a notice: 望政告〔2026〕3号.
_DOCUMENT = re.compile(r"[\u3400-\u9fff]{1,14}\s?[〔\[(【]\d{4}[〕\])】]\s?第?\d{1,4}\s?号")
#: What stands below a table and belongs to it.
_TABLE_NOTE = re.compile(
    r"[(*※]?\s*(?:数据来源|资料来源|来源|注|备注|说明|单位|截至)\s*[:\d].{1,60}"
)
#: How who announces a death signs.
_BOWS = re.compile(r"(?:泣告|泣启|敬告|敬启|谨启|谨告|哀告|叩首)$")
#: Who has lost something, or is to be asked: 失主 林先生, 联系人: 周老师.
PARTY = re.compile(
    r"(?:失主|联系人|启事人|声明人|申请人|招领人|拾得?者|负责人|经办人|公告人|告知人|出租人)[\s:]*\S{1,10}(?:[\s:]+[\d-]{7,})?"
)
_BULLET = re.compile(rf"[{MARKS}·\-]")
_ADVERT = re.compile(r"[\W_]*(?:商业|公益)?\s?广\s?告(?:信息)?[\W_]*")
#: What advertisements say, and headlines don't.
_SELLS = re.compile(
    r"电话|热线|地址|网址|微信|[八九七六五]折|优惠|特价|促销|店庆|加盟|开盘|诚聘|售楼|预约|\d{7,}|\d{3,4}-\d{7,8}"
)
_ADVERT_ROWS = 8
#: A brief has at most so many characters.
BRIEF_LETTERS = 260
#: A row of a list that has no such head as 须知 has at most so many characters.
LIST_ROW_LETTERS = 60
#: No printed page has more rows; in such a text nothing is looked for.
PAGE_AT_MOST = 3000


def find_regions(rows: list[ShapedRow]) -> list[Region]:
    """The regions of a page, in order; none overlaps another."""
    regions: list[Region] = []
    at = len(rows) if len(rows) > PAGE_AT_MOST else 0
    while at < len(rows):
        found = [r for r in _regions_at(rows, at) if r.score >= 3.0]
        if found:
            best = max(found, key=lambda r: (r.score, r.end))
            regions.append(best)
            at = best.end
        else:
            at += 1
    return regions


def is_rubric(text: str) -> Genre:
    """The genre that a line such as 图片新闻 or 简讯 announces, or ""."""
    bare = "".join(text.split())
    if len(bare) > 10:
        return ""
    return "photo" if _PHOTO_NEWS.fullmatch(bare) else "briefs" if _BRIEFS.fullmatch(bare) else ""


def cells(text: str) -> list[str]:
    """The cells of a row of a table; a row that is none has one."""
    return [cell for cell in _CELL.split(text.strip()) if cell]


def _regions_at(rows: list[ShapedRow], at: int) -> Iterator[Region]:
    if rows[at].shape not in ("short", "text"):
        return
    yield from _tables(rows, at)
    if rows[at].shape == "short":
        yield from _briefs(rows, at)
        yield from _weather(rows, at)
        yield from _notices(rows, at)
        yield from _adverts(rows, at)
        yield from find_letters(rows, at)
        yield from find_poems(rows, at)


def _tables(rows: list[ShapedRow], at: int) -> Iterator[Region]:
    """Three rows or more with as many cells, and the short row above them.

    Where single spaces part the cells, figures must stand in most of the rows.
    """
    for parts in (cells, str.split):
        body = at + 1 if rows[at].shape == "short" and len(parts(rows[at].text)) == 1 else at
        width = len(parts(rows[body].text)) if body < len(rows) else 1
        end = body
        while width > 1 and end < len(rows) and _is_table_row(rows[end], parts, width):
            end += 1
        tabs = parts is cells and all("\t" in row.text for row in rows[body:end])
        figures = sum(any(map(str.isdigit, row.text)) for row in rows[body:end])
        many = figures * 3 >= (end - body) * 2
        sure = tabs or width > 2 or (body > at and _are_entries(rows[body:end], parts))
        sure &= parts is cells or many
        if width > 1 and sure and end - body >= (2 if tabs else 3):
            below = rows[end] if end < len(rows) else None
            noted = below and below.shape != "byline" and _TABLE_NOTE.fullmatch(below.text)
            yield Region(at, body, end + bool(noted), "table", 9.0)
            return


def _are_entries(rows: list[ShapedRow], parts: Callable[[str], list[str]]) -> bool:
    """Do all rows say a figure of something: a telephone number, a price, a time?"""
    return all(re.search(r"\d", parts(row.text)[-1]) for row in rows)


def _is_table_row(row: ShapedRow, parts: Callable[[str], list[str]], width: int) -> bool:
    return row.shape in ("short", "text", "byline") and len(parts(row.text)) == width


def _briefs(rows: list[ShapedRow], at: int) -> Iterator[Region]:
    """A rubric above items that all begin with the same mark, or with numbers."""
    first = rows[at + 1].text[:1] if at + 1 < len(rows) else ""
    rubric = is_rubric(rows[at].text) == "briefs"
    end = at + 1
    if first and _BULLET.match(first):
        while end < len(rows) and rows[end].text[:1] == first:
            end = _after_item(rows, end)
    elif first and NUMBER.match(rows[at + 1].text):
        least = 10 if rubric else 24
        while end < len(rows) and NUMBER.match(rows[end].text) and len(rows[end].text) > least:
            end = _after_item(rows, end)
    items = sum(row.shape in ("text", "short") for row in rows[at + 1 : end])
    if rubric and items < 2:
        yield from _unmarked_briefs(rows, at)
    if items > 1 and (rubric or (items > 2 and len(rows[at].text) <= 8)):
        yield Region(at, at + 1, end, "briefs", 8.0 if rubric else 4.0)


def _unmarked_briefs(rows: list[ShapedRow], at: int) -> Iterator[Region]:
    """A rubric right above its items, paragraphs without marks: a story has a headline."""
    end = at + 1
    while end < len(rows) and rows[end].shape == "text" and len(rows[end].text) <= BRIEF_LETTERS:
        end = _after_item(rows, end)
    items = [row.text for row in rows[at + 1 : end] if not row.inline]
    closed = all(row.closed for row in rows[at + 1 : end])
    if len(items) > 1 and closed:
        named = all(re.match(r"\w{2,10}:", text) for text in items)
        yield Region(at, at + 1, end, "briefs", 6.0 if named else 4.0)


def _after_item(rows: list[ShapedRow], at: int) -> int:
    at += 1
    while at < len(rows) and rows[at].shape == "trailing" and rows[at].inline:
        at += 1
    return at


def _adverts(rows: list[ShapedRow], at: int) -> Iterator[Region]:
    """The line 广告, with the text below it, and lines below that which sell or say where.

    The bounds are a guess: nothing says where an advertisement ends.
    """
    if not _ADVERT.fullmatch(rows[at].text):
        return
    end = at + 1
    while end < len(rows) and end - at <= _ADVERT_ROWS:
        first = end == at + 1 and rows[end].shape in ("short", "text")
        if not first and not _SELLS.search(rows[end].text):
            break
        end += 1
    sold = any(_SELLS.search(row.text) for row in rows[at + 1 : end])
    if sold and all(row.shape in ("short", "text") for row in rows[at + 1 : end]):
        yield Region(at, at + 1, end, "notice", 4.0)


def _weather(rows: list[ShapedRow], at: int) -> Iterator[Region]:
    if not (_WEATHER.search(rows[at].text) and len(rows[at].text) <= 14):
        return
    end = at + 1
    while end < len(rows) and rows[end].shape in ("short", "text") and end - at < 12:
        hits = len(set(_SKY.findall(rows[end].text)))
        if hits < 2 or len(rows[end].text) > 160:
            break
        end += 1
    if end < len(rows) and end > at + 1 and _signs(rows, at, end):
        end += 1
    if end > at + 1:
        yield Region(at, at + 1, end, "weather", 6.0)


def _notices(rows: list[ShapedRow], at: int) -> Iterator[Region]:
    """A head such as 公告 above its text, which ends with who says it and a date. Above the head
    may stand who says it, on a line by itself."""
    first, at = at, at + _names_issuer(rows, at)
    head = rows[at].text
    end, signed, dated, numbered = _notice_end(rows, at)
    texts = [row.text for row in rows[at + 1 : end]]
    if not texts:
        return
    score = 0.0
    if _NOTICE.search(head):
        score += 2.0 if len(head) <= 16 else 1.0
    score += 2.0 * (sum(map(bool, map(_RESULT.match, texts))) > 1)
    score += 1.5 * dated + 1.5 * signed
    score += 1.0 if any(_WORDING.search(text) for text in texts) else 0.0
    score += 2.0 if numbered > 2 else 1.0 if numbered == 2 else 0.0
    score += 1.5 * (numbered == len(texts) > 2 and max(map(len, texts)) <= LIST_ROW_LETTERS)
    above = rows[first - 1] if first else None
    score -= 2.0 if above and above.shape == "text" and not above.closed else 0.0
    score -= 1.0 if sum(map(len, texts)) > 600 else 0.0
    if end < len(rows) and rows[end].shape in ("byline", "lead", "trailing") and end == at + 1:
        return
    yield Region(first, at + 1, end, "list" if numbered > 1 else "notice", score)


def _names_issuer(rows: list[ShapedRow], at: int) -> bool:
    """Is the row an office, directly above the head of what it makes known?"""
    below = rows[at + 1] if at + 1 < len(rows) else None
    heads = below is not None and below.shape == "short" and _NOTICE.search(below.text)
    return bool(heads) and is_office("".join(rows[at].text.split()))


def _notice_end(rows: list[ShapedRow], at: int) -> tuple[int, bool, bool, int]:
    """(the row after the notice, is it signed, is it dated, how many numbered rows it has)."""
    end, numbered = at + 1, 0
    while end < min(len(rows), at + 1 + ROWS_AT_MOST):
        row = rows[end]
        if PARTY.fullmatch(row.text):
            if ":" not in row.text and end > at + 1:
                return end + 1, True, False, numbered
            numbered, end = numbered + 1, end + 1
            continue
        if row.shape not in ("text", "short"):
            return end, False, False, numbered
        if end == at + 1 and _DOCUMENT.fullmatch(row.text):
            end += 1
            continue
        if DATE.fullmatch("".join(row.text.split())):
            return end + 1, False, True, numbered
        if row.shape == "short" and end > at + 1 and _signs(rows, at, end):
            dated = end + 1 < len(rows) and _is_dated(rows[end + 1])
            return end + 1 + dated, True, dated, numbered
        labelled = row.shape == "short" and not row.closed and _LABEL.match(row.text)
        if NUMBER.match(row.text) or labelled or _RESULT.match(row.text):
            numbered += 1
        elif row.shape == "short" and not row.closed:
            return end, False, False, numbered
        end += 1
    return end, False, False, numbered


def _is_dated(row: ShapedRow) -> bool:
    day = "".join(row.text.split())
    return bool(DATE.fullmatch(day) or DAY.fullmatch(day))


def _signs(rows: list[ShapedRow], at: int, n: int) -> bool:
    """Is the row who signs a notice: an office, perhaps named in its head?"""
    text = "".join(rows[n].text.split())
    text = DATE.sub("", text)
    below = rows[n + 1] if n + 1 < len(rows) else None
    dated = below is not None and _is_dated(below)
    if below and below.shape != "short" and not dated:
        return False
    if not 2 <= len(text) <= 24 or re.search("[:、]", text):
        return False
    return (
        is_office(text)
        or (dated and not rows[n].closed and not _NOTICE.search(text))
        or _BOWS.search(text) is not None
        or text.endswith(("编辑部", "本报", "组委会", "委员会", "办公室", "小组"))
        or (len(text) > 2 and text in rows[at].text)
    )
