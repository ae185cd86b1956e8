"""Frames that hold no story: what the paper says before the text below, and advertisements."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.text.layout.blocks import find_blocks
from articles.text.layout.columns import find_columns, find_edges, flow
from articles.text.layout.heads import HeadGroup
from articles.text.layout.marks import PageBox, TypeLine
from articles.text.layout.pieces import StoryPart, part_flow
from articles.text.page.preambles import opens_text
from articles.text.punctuation import fold_marks

#: Ems from a note to the head below it, at most, and to the head above that it would belong to.
_NEAR = 5.0
#: How much of a note's width the head below it stands in, at least.
_BELOW = 0.5

_LABEL = re.compile(r"[【\[(]?广\s*告[】\])]?")
#: Numbers that readers are to call.
_CALL = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-\s]?\d{7,8}|[48]00[-\s]?\d{3}[-\s]?\d{4}|[2-9]\d{6,7})(?!\d)"
)
#: What sells; an advertisement says at least two of these, a notice or a service seldom one.
_SELLS = re.compile(
    "热线|订座|预订|预约|订餐|订房|抢购|选购|优惠|特价|折扣|[一二三四五六七八九\\d]折|元起|起价|均价|首付|促销|开业|开盘|盛大|钜惠|酬宾|大酬宾"
    "|招商|加盟|代理商|厂价|批发|零售|包邮|免费试|会员|礼包|抽奖|酒家|酒店|酒楼|饭店|大酒店|置业|地产|楼盘|售楼|预售许可|户型|现房"
    "|家居|装修|建材|家具|车行|四S店|4S店|试驾|旗舰|专卖|门市|店址|地址|扫码|微信同号|诚聘|高薪|年夜饭|婚宴|有限公司出品|质保"
)  # fmt: skip
_SAYS = re.compile("[。！？]")


def find_notes(page_frames: Sequence[PageBox], lines: Sequence[TypeLine]) -> list[list[TypeLine]]:
    """The lines of each frame in which the paper speaks before a text (开栏的话), top to bottom."""
    notes = []
    for frame in page_frames:
        held = sorted(
            (line for line in lines if frame.holds(line.box)),
            key=lambda line: (round(line.box.top), line.box.left),
        )
        if len(held) > 1 and opens_text(held[0].text):
            notes.append(held)
    return notes


def place_notes(
    notes: Sequence[list[TypeLine]], heads: Sequence[HeadGroup], em: float
) -> list[TypeLine]:
    """Give each head the note close above it; returns the lines that have a place so.

    A note below a head is of that head's story, and stays among its text.
    """
    placed: list[TypeLine] = []
    for note in notes:
        box = PageBox.around(line.box for line in note)
        beside = [
            head for head in heads if head.box.beside(box) > _BELOW * min(box.width, head.box.width)
        ]
        above = [head for head in beside if -em < box.top - head.box.bottom < _NEAR * em]
        below = [head for head in beside if -em < head.box.top - box.bottom < _NEAR * em]
        if below and not above:
            min(below, key=lambda head: head.box.top).note += note
            placed += note
    return placed


def read_note(lines: list[TypeLine], em: float) -> list[StoryPart]:
    """The paragraphs of a note; a label on a line of its own is a crosshead."""
    if not lines:
        return []
    blocks = find_blocks(lines, [], em)
    return part_flow(list(flow(find_columns([*blocks], find_edges(blocks, em), em), set(), em)))


def is_advertisement(lines: Sequence[TypeLine]) -> bool:
    """Do these lines of a frame sell something, and tell nothing?

    They say that they do (广告), or there is no sentence, but a number to call and words of trade.
    """
    texts = [fold_marks(line.text).strip() for line in lines]
    if any(map(_LABEL.fullmatch, texts)):
        return True
    whole = "\n".join(texts)
    if _SAYS.search("".join(line.text for line in lines)) or not _CALL.search(whole):
        return False
    return len(set(_SELLS.findall(whole))) > 1
