"""Parts and sums, and shares of a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from articles.proofing.amounts import SCALE, Amount, read_amounts, write_decimal
from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley

_COLON = "\N{FULLWIDTH COLON}"
_SENTENCE = re.compile(r"[^。；！\uff1f]+")
_OF_WHICH = re.compile(r"其中|分别(?:为|是|有)?|包括")
_TOTAL_LAST = re.compile(
    r"(?:合计|总计|共计|总共|一共|累计|总额|总数)[^\d，。]{0,8}$|，共[^\d，。]{0,4}$"
    r"|上半年.*下半年.*，全年共?[^\d，。]{0,6}$|，[两三四五六七八各几][^\d，。]{1,2}共计?[^\d，。]{0,6}$"
)
#: 总人口, behind its parts: that they are all of them is only likely, so they must come near.
_TOTAL_CALLED = re.compile(
    r"，(?:总(?:人口|人数|户数|面积|收入|支出|投资|长度?)|全[年天月季程长周日]|[上下]半年)[^\d，。]{0,5}$"
)
#: Before a total whose parts follow without 其中.
_TOTAL_FIRST = re.compile(r"(?:合计|总计|共计|总共|一共|累计|共)[^\d，。]{0,8}$")
_LOOSE = re.compile(
    r"(?<!平)等(?!级)|以[上下]|岁|(?<![增许])多|(?<![附邻最])近|(?<![节合签违制])约|(?<![结盈剩业])余|超|增长|比|同比|提高|下降|左右|不足|仅|分之"
)
_PART_OF = re.compile(r"\d[^。；！\uff1f]{0,24}，(?P<which>其中)[^。；！\uff1f，]{0,24}")
_COMPARES = re.compile(r"比|增|减|降|每|人均|平均|户均|倍|最")
#: One of several steps of a scale: 1元以上, 35岁以下.
_STEP = re.compile(r"\d+(?:\.\d+)?[\u4e00-\u9fff]{1,3}?以[上下]|\d+岁")
_SHARE = re.compile(r"(?:占|为|是|达)?(?<!\d)(\d++(?:\.\d++)?)%")
_RATE = re.compile(
    r"(完成率|完成|增长率|占比|占|比例|比重|满意[率度]|安全感|幸福感|概率|几率|可能性|相对湿度|[办结]结率|好评率|支持率"
    r"|(?:覆盖|合格|参保|入户|普及|签约|到课|出席|到会|出勤|到岗|入住|及格|优良|优秀|成活|知晓|回收|通过|就业|录取|升学|巩固"
    r"|结案|准确|处理|运行|使用|可靠|绿地|投运|缴费|签收|送达|受理|答复|正确|合规|(?<!毛)入学|入园|近视|失业|空置|辍学|接种|破案|投票|参与|达标|绿化|兑现|整改|化解|成功|准点|正点|识别|治愈|及时|公开|安装|调解|核销|签到|复工|开工|竣工|交付|达产|回访|归集)率)"
    r"[^，。；\d]{0,6}?(\d+(?:\.\d+)?)%"
)
#: 合格率由96%提高到102%.
_RATE_MOVED = re.compile(
    r"((?:结案|准确|处理|可靠|合格|参保|入户|签约|出席|到会|出勤|入住|及格|优良|优秀|成活|回收|接种|达标|绿化|满意|覆盖|普及|好评|[办结]结|就业|升学|巩固)率)"
    r"[^，。；\d]{0,6}(?:由|从)[^，。；\d]{0,6}\d+(?:\.\d+)?%[^，。；\d]{1,8}(\d+(?:\.\d+)?)%"
)
#: 采纳180条，未采纳65条: of those that were named before.
_OPPOSITES = re.compile(
    r"(?<![\d.])(?P<all>\d+)(?P<unit>[\u4e00-\u9fff]{1,2})[^。；\d]{0,8}，(?:其中)?(?:已)?(?P<act>[\u4e00-\u9fff]{2})(?:的有?)?(?P<one>\d+)(?P=unit)[，、]"
    r"(?:未|没有?|不|尚未)(?P=act)(?:的有?)?(?P<other>\d+)(?P=unit)"
)
#: 小学生占三成，初中生占四成，其他占三成.
_TENTHS = re.compile(r"占(?:到|了)?([一二三四五六七八九])成(半?)(?!多|以|左)")
_DIGITS = "零一二三四五六七八九"
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_RESPECTIVELY = re.compile(
    r"(?:分别占|占比分别[为是]|比重分别[为是])[^，。；\d]{0,8}\d[\d.]*%(?:[、，和及]\d[\d.]*%){2,7}"
)
#: 男性占55%，女性占45%.
_TWO_SHARES = re.compile(
    r"(男|女|城镇|农村|市区|郊区)[^，。；、\d]{0,6}占(?:比)?(?:达|为)?(\d+(?:\.\d+)?)%[，、；]"
    r"(男|女|城镇|农村|市区|郊区)[^，。；、\d]{0,6}占(?:比)?(?:达|为)?(\d+(?:\.\d+)?)%"
)
_HALVES = tuple(map(frozenset, ("男女", ("城镇", "农村"), ("市区", "郊区"))))
_MOST_PARTS = 8
#: What is named beside each other makes the whole: men and women, town and country.
_WHOLE = re.compile(
    r"男.*女|女.*男|[市省][级里本]?.*[区县][级里本]?|[区县][级里本]?.*[镇乡街]|中央.*地方|城[镇市].*[农乡]|表扬.*批评|个人.*单位|单位.*个人"
    r"|第一.*第二|首批.*第二|上半.*下半|内.*外|已.*[未正]|成人.*[儿少]|合格.*不合格|赞成.*反对|收入.*支出|白天.*夜|[东南].*[西北]"
)
#: What is counted one by one may be called otherwise in the total: 76处，其中食堂21家、书屋46个.
_COUNTED = frozenset("个家处所座间名人位户支只台辆条项件")
#: Parts that leave so much of the total aside, or are so much more, are no slip of the pen.
_SLIP, _FAR = Decimal("0.12"), Decimal("0.6")


def find_sums(galley: Galley) -> Iterator[Finding]:
    """Findings `sum`: warn where parts don't make the total, info where they do."""
    for number, passage in galley.of():
        for sentence in _SENTENCE.finditer(passage.text):
            amounts = list(read_amounts(sentence[0]))
            for total, parts in _totals(sentence[0], amounts):
                told = _judge(total, parts, sentence[0])
                if told is None:
                    continue
                severity, message, right = told
                both = [total, *parts]
                span = (
                    sentence.start() + min(each.start for each in both),
                    sentence.start() + max(each.end for each in both),
                )
                shown = passage.text[span[0] : span[1]]
                at = sentence.start() + total.start - span[0]
                fixes = (
                    [shown[:at] + right + shown[at + total.end - total.start :]] if right else []
                )
                yield galley.find("sum", severity, number, span, message, *fixes)


def find_parts_too_large(galley: Galley) -> Iterator[Finding]:
    """Findings `sum`, warn: 居民85万人，其中老年人170万人; a part is more than its whole."""
    for number, passage in galley.of():
        for hit in _PART_OF.finditer(passage.text):
            amounts = list(read_amounts(hit[0]))
            whole = [each for each in amounts if each.end <= hit.start("which") - hit.start()]
            parts = [each for each in amounts if each.start >= hit.end("which") - hit.start()]
            if not whole or len(parts) != 1 or whole[-1].unit != parts[0].unit:
                continue
            total, part = whole[-1], parts[0]
            if not part.unit or part.value <= total.value or _COMPARES.search(hit[0]):
                continue
            said, of = hit[0][part.start : part.end], hit[0][total.start : total.end]
            span = (hit.start() + total.start, hit.start() + part.end)
            message = f"其中的{said}比总数{of}还多，数字或单位对吗？"
            yield galley.find("sum", "warn", number, span, message)


def find_shares(galley: Galley) -> Iterator[Finding]:
    """Findings `share`: shares of one whole that don't make 100 %, or one that is more."""
    for number, passage in galley.of():
        for sentence in _SENTENCE.finditer(passage.text):
            for hits in _list_shares(sentence[0]):
                total = sum((Decimal(hit[1]) for hit in hits), Decimal(0))
                span = (sentence.start() + hits[0].start(), sentence.start() + hits[-1].end())
                if total == 100:
                    continue
                close = abs(total - 100) <= Decimal("0.5")
                message = f"各部分加起来是{write_decimal(total)}%" + (
                    "，是四舍五入的缘故吗？" if close else "，不是100%。"
                )
                yield galley.find("share", "info" if close else "warn", number, span, message)


def find_shares_of_pairs(galley: Galley) -> Iterator[Finding]:
    """Findings `share`, warn: 分别占60%、30%、20%; the shares of men and of women."""
    for number, passage in galley.of():
        for hit in _RESPECTIVELY.finditer(passage.text):
            shares = [Decimal(each) for each in _PERCENT.findall(hit[0])]
            total = sum(shares, Decimal(0))
            if 85 <= total <= 115 and abs(total - 100) > Decimal("0.5"):
                message = f"各部分加起来是{write_decimal(total)}%，不是100%。"
                yield galley.find("share", "warn", number, hit.span(), message)
        for sentence in _SENTENCE.finditer(passage.text):
            tenths = list(_TENTHS.finditer(sentence[0]))
            halves = sum(2 * _DIGITS.index(hit[1]) + len(hit[2]) for hit in tenths)
            if len(tenths) > 2 and 17 <= halves <= 23 and halves != 20:
                start = sentence.start()
                span = (start + tenths[0].start(), start + tenths[-1].end())
                message = f"各部分加起来是{write_decimal(Decimal(halves) / 2)}成，不是十成。"
                yield galley.find("share", "warn", number, span, message)
        for hit in _TWO_SHARES.finditer(passage.text):
            total = Decimal(hit[2]) + Decimal(hit[4])
            if {hit[1], hit[3]} in _HALVES and abs(total - 100) > Decimal("0.5"):
                message = f"两部分加起来是{write_decimal(total)}%，不是100%。"
                yield galley.find("share", "warn", number, hit.span(), message)


def find_opposites(galley: Galley) -> Iterator[Finding]:
    """Findings `sum`, warn: 建议245条，采纳180条，未采纳75条."""
    for number, passage in galley.of():
        for hit in _OPPOSITES.finditer(passage.text):
            total, one, other = (int(hit[name]) for name in ("all", "one", "other"))
            if one + other != total and abs(one + other - total) <= total * _SLIP:
                message = f"{one}+{other}={one + other}，文中写的是{total}{hit['unit']}。"
                yield galley.find("sum", "warn", number, hit.span(), message)


def find_too_much(galley: Galley) -> Iterator[Finding]:
    """Findings `over_hundred`: warn for a part that is more than its whole, info for 完成率."""
    for number, passage in galley.of():
        for hit in _RATE.finditer(passage.text):
            if float(hit[2]) <= 100:
                continue
            part = hit[1] not in ("完成率", "完成", "增长率")
            message = f"{hit[1]}超过了100%，数字对吗？"
            severity: Severity = "warn" if part else "info"
            yield galley.find("over_hundred", severity, number, hit.span(), message)
        for hit in _RATE_MOVED.finditer(passage.text):
            if float(hit[2]) > 100:
                message = f"{hit[1]}超过了100%，数字对吗？"
                yield galley.find("over_hundred", "warn", number, hit.span(), message)


def _totals(text: str, amounts: Sequence[Amount]) -> Iterator[tuple[Amount, list[Amount]]]:
    """Each amount that is said to be the sum of others, with them."""
    for hit in _OF_WHICH.finditer(text):
        before = [each for each in amounts if each.end <= hit.start()]
        if not before or hit[0] != "其中":
            continue
        total = before[-1]
        after = [each for each in amounts if each.start >= hit.end()]
        parts = [each for each in after if each.unit == total.unit] or _called_otherwise(
            total, after
        )
        yield total, _until_loose(text, hit.end(), parts)
    for place, total in enumerate(amounts):
        if _TOTAL_FIRST.search(text[: total.start]) and "其中" not in text:
            parts = [each for each in amounts[place + 1 :] if each.unit == total.unit]
            said = text[total.end : parts[-1].end] if 2 <= len(parts) <= 3 else ""
            if said[:1] in ("，", "\N{FULLWIDTH COLON}") and _WHOLE.search(said):
                yield total, _until_loose(text, total.end, parts)
        if _TOTAL_LAST.search(text[: total.start]):
            before = list(amounts[:place])
            parts = [each for each in before if each.unit == total.unit] or _called_otherwise(
                total, before
            )
            if not any(_OF_WHICH.search(text[each.end : total.start]) for each in parts[:1]):
                yield total, parts
        if _TOTAL_CALLED.search(text[: total.start]):
            parts = [each for each in amounts[:place] if each.unit == total.unit]
            off = abs(sum((each.value for each in parts), Decimal(0)) - total.value)
            if off <= total.value * _SLIP:
                yield total, parts


def _called_otherwise(total: Amount, parts: list[Amount]) -> list[Amount]:
    """The parts, where all are counted one by one, and by other words than their total."""
    alike = {total.unit, *(each.unit for each in parts)} <= _COUNTED
    return parts if alike and total.value > max((each.value for each in parts), default=0) else []


def _until_loose(text: str, start: int, parts: list[Amount]) -> list[Amount]:
    """No parts at all where the list is open: 等, 以上, or a comparison between them."""
    if not parts:
        return []
    return [] if _LOOSE.search(text[start : parts[-1].end + 2]) else parts


def _judge(total: Amount, parts: list[Amount], text: str) -> tuple[Severity, str, str] | None:
    """The severity, the sentence, and the right total if the one that stands there is wrong."""
    if not 2 <= len(parts) <= _MOST_PARTS:
        return None
    added = sum((each.value for each in parts), Decimal(0))
    said = "+".join(text[each.start : each.end] for each in parts)
    if added == total.value:
        return "info", f"合计无误{_COLON}{said}={text[total.start : total.end]}。", ""
    scale = Decimal(1).scaleb(-max(total.places, *(each.places for each in parts)))
    if len(parts) > 2 and abs(added - total.value) <= scale and total.places:
        shown = text[total.start : total.end]
        return "info", f"{said}与{shown}差在末位，是四舍五入的缘故吗？", ""
    if _LOOSE.search(text[max(0, parts[0].start - 3) : parts[-1].end + 1]):
        return None
    if not _may_be_a_slip(total, parts, added, text):
        return None
    unit = text[total.start : total.end].lstrip("0123456789.,")
    factor = next((n for word, n in reversed(SCALE.items()) if word and unit.startswith(word)), 1)
    right = f"{write_decimal(added / factor)}{unit}"
    return "warn", f"{said}={right}，文中写的是{text[total.start : total.end]}。", right


def _may_be_a_slip(total: Amount, parts: list[Amount], added: Decimal, text: str) -> bool:
    """Are these all the parts, and one number wrong? Else some were picked out: 其中女党员512人."""
    off = abs(added - total.value)
    if off > total.value * _FAR:
        return False
    if any(each.unit != total.unit for each in parts):
        return _differs_by_a_slip(total, added)
    if off <= total.value * _SLIP or total.start > parts[0].start:
        return True
    if _differs_by_a_slip(total, added):
        return True
    return bool(_WHOLE.search(text[total.end : parts[-1].end]))


def _differs_by_a_slip(total: Amount, added: Decimal) -> bool:
    """Do a total and what its parts make differ by one digit, or by the place of two?"""
    said, right = (f"{each.normalize():f}" for each in (total.value, added))
    if len(said) != len(right):
        return False
    one = sum(a != b for a, b in zip(said, right, strict=True)) == 1
    return one or sorted(said) == sorted(right)


def _list_shares(text: str) -> Iterator[list[re.Match[str]]]:
    """Runs of at least three shares with 占 before each, which most likely are of one whole."""
    run: list[re.Match[str]] = []
    for hit in _SHARE.finditer(text):
        clause = text[run[-1].end() if run else max(0, hit.start() - 12) : hit.start() + 1]
        if "占" in clause and not _LOOSE.search(_STEP.sub("", clause)):
            run.append(hit)
            continue
        if len(run) >= 3 and _is_one_whole(run):
            yield run
        run = [hit] if "占" in text[max(0, hit.start() - 12) : hit.start() + 1] else []
    if len(run) >= 3 and _is_one_whole(run):
        yield run


def _is_one_whole(run: Sequence[re.Match[str]]) -> bool:
    return 85 <= sum(float(hit[1]) for hit in run) <= 115
