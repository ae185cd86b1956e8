"""Paragraphs that break off, or begin in the middle: the sentence has no end, or no beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley
from articles.text.page.beginnings import (
    DOUBTED_AT_LEAST,
    PARAGRAPHS_AT_MOST,
    REMARKED_AT_LEAST,
    Openings,
)
from articles.text.punctuation import fold_marks

#: Shorter lines are no sentences, unless they stop at a comma after another one; a verse has one.
_SHORT, _SHORTEST = 25, 16
_MARK = re.compile("[，；。、]")
_END = re.compile(r"[。！？…\uff1a；”’』」\uff09)】》〉—]\s*$|[.?!:;]\s*$")
_SENTENCE_END = re.compile(r"[。！？]")
_SIGNED = re.compile(
    r"(?:—[^，。—]{2,8}|摄|[\s\u3000/／][^，。\s]{0,8}[文图]|供稿|报道|整理|翻译|编辑|撰文|制图|供图"
    r"|电话[\uff1a: ]?[\d—\-转、 ]*|\d{1,2}日|[A-Za-z0-9./_-]{6,}|\d+)$"
)
#: Nobody's name or number is longer.
_NEAR = 120
#: What a sentence has even without a comma; lines of addresses and units don't.
_TELLS = re.compile(r"[的了在是将对为把被与]")
_LONG = 30
#: Items of a list often end without a mark.
_BULLET = re.compile(r"[\u3000 ]*[●○■□◆◇▲△▪•·\-*]")
#: ——柳荫里社区居民　周令仪: who is quoted.
_CITED = re.compile(r"——[^，。；]{2,24}$")
_TAIL = 12
#: A quotation that ends in a mark within a sentence, and its paragraph with it.
_STOPS_QUOTED = re.compile("([，、])”$")


def find_cut_ends(galley: Galley) -> Iterator[Finding]:
    """Findings `cut_end`, warn: a paragraph of text that ends without a mark.

    Lines without any comma and lists of names, addresses and figures aren't sentences.
    """
    for number, passage in galley.of("paragraph", "quote", "summary"):
        text = passage.text.rstrip("\u3000 ")
        waits = text[-1:] in ("，", "、") and len(_MARK.findall(text)) > 1
        if _BULLET.match(text) or len(text) < (_SHORTEST if waits else _SHORT):
            continue
        stops = _STOPS_QUOTED.search(text)
        if not stops and (_END.search(text) or _SIGNED.search(text[-_NEAR:])):
            continue
        marks = sum(char in "，。；、" for char in text)
        spaces = text.count("\u3000") + text.count(" ")
        tells = len(text) >= _LONG and not spaces and len(_TELLS.findall(text)) > 1
        if (marks < 1 and not tells) or spaces > marks:
            continue
        if _CITED.search(text):
            continue
        if stops:
            message = f"引语停在“{stops[1]}”上，后面是谁说的、说完了没有？"
        elif text[-1] in "，、":
            message = f"这一段停在“{text[-1]}”上，后面是不是丢了话？"
        else:
            message = "这一段没有写完\N{FULLWIDTH COLON}句末没有标点，后面是不是丢了话？"
        span = (max(0, len(text) - _TAIL), len(text))
        tail = text[span[0] :].rstrip("，、")
        fix = f"{text[span[0] : stops.start()]}。”" if stops else tail + "。"
        severity: Severity = "warn" if marks else "info"
        yield galley.find("cut_end", severity, number, span, message, fix)


#: So likely, and a lost beginning must be decided about.
_SURELY_LOST = 0.985
#: 注, 问, 时间 before a colon, and who speaks, need no sentence; 了却, 了结 begin one.
_LABEL = re.compile(
    r"了[却结断解][^，。]|(?:[注附答问记]|编者按|电话|地址|时间|地点|说明|备注|提示|案例|链接|背景|点评|回复|答复|来源|标题)[:\uff1a]"
)
#: 不用。 and 卸菜。 are answers and labels: more must speak against one than against a sentence.
_BRIEF = re.compile(r"(?![的了着过们性化])[^，。；\uff1a]{1,5}[。！\uff1f]")
#: A sign for inches, and the number of an item.
_NO_CLOSING = re.compile(
    r"(?<=\d)”(?=[\u4e00-\u9fff])|(?:(?<=[；。，、\uff1a])|^)\s*[0-9A-Za-z]{1,3}[)\uff09]"
)
#: No sentence begins with a mark that ends a clause (GB/T 15834—2011, 5.1.1).
_NO_BEGINNING = re.compile(r"[\s\u3000]*([，。、；\uff1a！\uff1f])")
#: What only goes on: a verb of saying without its speaker (看到，), what says when (以后，), the
#: rest of a word (们, 性的), of an amount (万多元) or of a verb (了一). Of 6,967 sound paragraphs
#: none begins so, of those that lost their beginning three in a hundred.
_GOES_ON = re.compile(
    r"(?:看到|看见|介绍|表示|指出|强调|透露|说|认为|获悉|了解到|坦言|回忆|提出|要求|宣布|告诉记者|介绍说|接着说)[，\uff1a]"
    r"|(?:以后|以来|期间|时候|之际|[上下里中内前后时起])，|的[，。]|们|[呢吗吧呀]\uff1f|[性化者]的|[了过][一二三两]|[元户吨亩][，。的]"
    r"|[万亿百千][多余]?(?:[元户吨亩件次名]|公[里斤顷]|人次)"
)
_QUOTE = re.compile("[“”]")
_LOST = "这一段的开头不像一句话的开头，前面是不是丢了字？"
_HEAD = re.compile(r"[^，。；：、！？]{1,12}")


def find_lost_beginnings(galley: Galley) -> Iterator[Finding]:
    """Findings `lost_beginning`, warn or info: a paragraph that doesn't open like a sentence.

    Always info in the first one: nothing precedes it.
    """
    found = [(number, fold_marks(text)) for number, text in _without_far_closings(galley)]
    if len(found) > PARAGRAPHS_AT_MOST:
        return
    heads = [passage.text for _, passage in galley.of("headline", "subhead", "crosshead")]
    openings = Openings([text for _, text in found], heads)
    for place, (number, text) in enumerate(found):
        if stray := _NO_BEGINNING.match(galley.passages[number].text):
            message = f"段首是“{stray[1]}”，标点不能放在段首，前面是不是丢了话？"
            yield galley.find("lost_beginning", "warn", number, stray.span(1), message)
            continue
        head = _HEAD.match(galley.passages[number].text)
        if len(text) >= _SHORT and _GOES_ON.match(galley.passages[number].text):
            span = head.span() if head else (0, 1)
            yield galley.find("lost_beginning", "info", number, span, _LOST)
            continue
        if _LABEL.match(text):
            continue
        brief = _BRIEF.match(text)
        loss = openings.find_loss(text, DOUBTED_AT_LEAST if brief else REMARKED_AT_LEAST)
        if head and loss and not (brief and brief.end() == len(text) and loss[0] < _SURELY_LOST):
            severity: Severity = "warn" if place and loss[0] >= _SURELY_LOST else "info"
            yield galley.find("lost_beginning", severity, number, head.span(), _LOST)


def _without_far_closings(galley: Galley) -> Iterator[tuple[int, str]]:
    """The paragraphs, without a first closing mark whose other half stands in one before.

    Nor an item's number, or a sign for inches: none says that words are lost.
    """
    level = 0
    for number, passage in galley.of("paragraph", "quote"):
        text = _NO_CLOSING.sub("", passage.text)
        first = _QUOTE.search(text)
        if level > 0 and first and first[0] == "”":
            text = text[: first.start()] + text[first.end() :]
        yield number, text
        level = max(0, level + text.count("“") - passage.text.count("”"))
