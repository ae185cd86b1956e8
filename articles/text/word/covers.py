"""What a contributor writes around a text for the newsroom: a greeting, which draft it is, how many
words, until when to wait, wishes, and where the fee goes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.text.punctuation import fold_marks
from articles.text.word.heads import TypeMeasure, may_be_head
from articles.text.word.items import PictureSpot, WordItem, WordLine
from articles.text.word.notes import Margin

_TOP, _BOTTOM = 8, 12
_GREETING = re.compile(
    r"(?:尊敬的|敬爱的|亲爱的|各位)?.{0,12}?(?:老师|编辑部?|主任|总编|同志|同仁|记者|领导)?们?(?:,?(?:您|你)们?好|大家好)[:!,。~]{0,3}"
    r"|(?:尊敬的|敬爱的|亲爱的|各位).{1,14}:"
)
_ENCLOSED = re.compile(
    r".{0,40}(?:请(?:您|予以?|老师|编辑|领导|帮忙)*(?:查收|审阅|审核|审定|指正|采用|斧正|编发|把关|修改)|见附件|附上|奉上).{0,40}"
)
#: Which draft it is, for whom, how long: 第三稿, 送审稿, 内部资料, 全文共1200字.
_DRAFT = re.compile(
    r"(?:第?[一二三四五六七八九十\d]{1,2}稿|初稿|送审稿|审核稿|修改稿|修订稿|定稿|终稿|征求意见稿|讨论稿|急稿|加急"
    r"|内部(?:资料|文件|使用)|(?:请勿|严禁|不得)外传|注意保密|(?:精?简|详细|完整|长|短)(?:版|稿))"
    r"(?:.{0,16}(?:改|审|核|定|外传|保存|保密|使用|\d))?"
    r"|(?:全文|正文|稿件)?\s*(?:字数|共|约|共计)\s*:?\s*(?:约|共)?\s*\d{2,5}\s*字?"
)
#: The number of a page, typed.
_PAGE = re.compile(
    r"[-—–]{1,2}\s*\d{1,3}\s*[-—–]{1,2}|第\s*\d{1,3}\s*页[,/\s]*(?:共\s*\d{1,3}\s*页)?"
)
#: Until when the newsroom shall wait.
_HOLD = re.compile(
    r"[(【\[].{0,6}请.{0,4}(?:于|在|勿|待).{1,24}(?:刊发|见报|发表|发布|刊登|刊用|报道).{0,4}[)】\]]"
)
_WISH = re.compile(
    r"(?:顺?祝|恭祝|敬祝)(?:您|你|老师|编辑|各位|大家|贵报)?.{0,8}(?:顺利|愉快|编安|撰安|夏安|冬安|春安|秋安|安好|好|康|安|祺)[!。~]?"
    r"|(?:多?谢谢|感谢|辛苦)(?:您|你|老师|编辑|了|各位|啦){0,3}[!。~]{0,3}"
)
_ASK = re.compile(
    r".{0,8}(?:如|若|倘)?有.{0,6}(?:问题|疑问|需要|修改|不妥|不当).{0,8}(?:请|可)?.{0,6}(?:联系|致电|来电|电话|告知|指正).{0,50}"
)
#: What only pays its author, and what tells who somebody is: never printed.
_FEE = re.compile(
    r"[(]?\s*(?:(?:作者|通讯员|本人)的?)?(?:稿费|稿酬|身份证|银行卡|工资卡|支付宝)[^:,。\d]{0,8}"
    r"(?::\s*.{1,60}|\s*[\dXx][\dXx\s]{7,30}[)]?)"
)


def leave_out_covers(items: Sequence[WordItem], margin: Margin) -> list[WordItem]:
    """The items without what is said to the newsroom above, right below the head and at the end."""
    letters = margin.count("letter")
    kept = _drop_top(list(items), margin)
    is_letter = margin.count("letter") > letters
    rest: list[WordItem] = []
    for n, item in enumerate(kept):
        code = "header" if _is_page_number(item) else _read_aside(item) if 0 < n < _TOP else ""
        if code:
            _tell(code, item, margin)
        else:
            rest.append(item)
    return _drop_bottom(rest, margin, is_letter=is_letter)


def _is_page_number(item: WordItem) -> bool:
    return isinstance(item, WordLine) and bool(_PAGE.fullmatch(item.words))


def _drop_top(items: list[WordItem], margin: Margin) -> list[WordItem]:
    """Greetings and drafts' marks go where a head follows; a reader's letter begins so, too."""
    measure = TypeMeasure.of(items)
    end = 0
    while end < min(_TOP, len(items)) and _code_at_top(items[end]):
        end += 1
    head = items[end] if end < len(items) else None
    if not end or not isinstance(head, WordLine) or not may_be_head(head):
        return items
    if len(head.words) > 40 or (not _is_stated(items[:end]) and measure.weigh(head) <= 0):
        return items
    for item in items[:end]:
        _tell(_code_at_top(item), item, margin)
    return items[end:]


def _is_stated(items: Sequence[WordItem]) -> bool:
    """Do the lines say themselves that a text is sent in?"""
    said = [fold_marks(item.words) for item in items if isinstance(item, WordLine)]
    return any(_ENCLOSED.fullmatch(each) or _DRAFT.fullmatch(_bare(each)) for each in said)


def _code_at_top(item: WordItem) -> str:
    if not isinstance(item, WordLine) or (item.centred and item.bold):
        return ""
    words = fold_marks(item.words)
    if _GREETING.fullmatch(words) or _ENCLOSED.fullmatch(words):
        return "letter"
    return "form" if _DRAFT.fullmatch(_bare(words)) else ""


def _read_aside(item: WordItem) -> str:
    """The code of a line of its own, in brackets or with a number, that speaks of the text."""
    if not isinstance(item, WordLine):
        return ""
    words = fold_marks(item.words)
    wrapped = words[:1] in "([【" and words[-1:] in ")]】"
    draft = _DRAFT.fullmatch(_bare(words)) and (wrapped or any(map(str.isdigit, words)))
    return "form" if draft or _HOLD.fullmatch(words) else ""


def _drop_bottom(items: list[WordItem], margin: Margin, *, is_letter: bool) -> list[WordItem]:
    """What stands behind the text goes; pictures and other lines between stay where they are.

    Wishes and 如有疑问请致电 are for the newsroom only where a greeting to it stands above.
    """
    gone: list[tuple[str, WordItem]] = []
    for item in items[:0:-1][:_BOTTOM]:
        if isinstance(item, PictureSpot):
            continue
        code = _code_at_bottom(item, is_letter=is_letter)
        if not code and not _is_about_signer(item):
            break
        if code:
            gone.append((code, item))
    for code, item in reversed(gone):
        _tell(code, item, margin)
    left_out = {id(item) for _, item in gone}
    return [item for item in items if id(item) not in left_out]


def _code_at_bottom(item: WordItem, *, is_letter: bool) -> str:
    if not isinstance(item, WordLine) or item.marker is not None:
        return ""
    words = fold_marks(item.words)
    if _FEE.fullmatch(words):
        return "contact"
    if is_letter and (_WISH.fullmatch(words) or _ASK.fullmatch(words)):
        return "letter"
    return _read_aside(item)


def _is_about_signer(item: WordItem) -> bool:
    """A short line between those that go, such as a name, an office or a telephone number."""
    return isinstance(item, WordLine) and len(item.words) <= 40 and not item.words.endswith("。")


def _bare(words: str) -> str:
    """Without brackets around it, or a colon behind."""
    return words.strip("()[]【】:! ")


def _tell(code: str, item: WordItem, margin: Margin) -> None:
    if isinstance(item, WordLine):
        margin.add(code, item.words)
