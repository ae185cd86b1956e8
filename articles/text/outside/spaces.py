"""Spaces of HTML source: which of its line ends are spaces of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.text.runs import Run, Runs, join_runs

#: Stands for a line end of the source until it is known what stands around it.
BREAK = "\x1c"
#: Hints for breaking lines, and marks of encodings, which are no text.
_HINTS = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_AROUND = re.compile(f" *{BREAK}[ {BREAK}]*")
_WORD = re.compile(r"[^\W_\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[!-/:-@\[-`{-~]")
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_ROLE = (
    r"(?:通[讯信]员|记者|摄影|摄影记者|实习生|见习记者|特约撰稿人?"
    r"|报道员|作者|编辑|责编|供稿|文|图|摄)"
)
_AFTER_ROLE = re.compile(
    rf"(?:^|[\s（(【／/、，。]|本[报台刊网]|[讯电]|[报社台]|中心|首席|特约|见习|实习|责任|值班){_ROLE}$"
)
#: The first characters of names.
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴"
    "谈宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干解应宗丁"
    "宣邓郁单杭洪包诸左石崔吉钮龚程邢裴陆荣翁荀羊惠甄曲家封芮储靳段富巫乌焦巴弓牧山谷车侯全班秋仲伊宫宁仇栾甘厉祖武符刘景詹"
    "束龙叶幸司韶黎薄印白怀蒲从索咸赖卓蔺屠蒙池乔阴能苍双闻党翟谭贡劳姬申冉宰桑桂牛寿通边扈燕浦尚农温别庄晏柴瞿阎充慕连"
    "习艾鱼容向古易廖终居衡步都耿满弘匡国文寇广东欧沃利蔚越师巩聂晁敖融冷辛简饶曾沙丰关查游竺权覃闫鹿肖涂佘仝阿欧司上诸东方令尉闻人"
)
_NAME = re.compile(
    rf"(?:[{_HAN}][ \u3000][{_HAN}]|[{_HAN}]{{2,4}}(?:·[{_HAN}]+)*)"
    rf"(?=[\s{BREAK}）)】、,，。／/\u3000]|$|报道|摄|文|图|{_ROLE})"
)
_SIGNED = re.compile(rf"{_ROLE}[\s\u3000{BREAK}]+[{_HAN}·]{{2,12}}$")
_NEXT_ROLE = re.compile(rf"(?:本报)?{_ROLE}(?:[\s\u3000{BREAK}]|[{_HAN}]{{2,3}})")


def collapse(text: str) -> str:
    """White space as a browser shows it, but a line end of the source as BREAK."""
    text = _HINTS.sub("", text)
    return _SPACE.sub(lambda hit: BREAK if "\n" in hit[0] or "\r" in hit[0] else " ", text)


def settle(runs: Sequence[Run]) -> Runs:
    """The runs of a paragraph with each line end of the source as a space or nothing."""
    text = "".join(run.text for run in runs)
    keep: dict[int, str] = {}
    for hit in _AROUND.finditer(text):
        space = _space_between(text, hit.start(), hit.end())
        keep |= dict.fromkeys(range(hit.start(), hit.end()), "")
        keep[hit.start()] = space
    out, at = [], 0
    for run in runs:
        chars = "".join(keep.get(at + n, character) for n, character in enumerate(run.text))
        at += len(run.text)
        out.append(replace(run, text=chars))
    return _single_spaces(join_runs(out))


def _space_between(text: str, start: int, end: int) -> str:
    if start == 0 or end == len(text):
        return ""
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    if _WORD.match(before[-1]) and _WORD.match(after[0]):
        return " "
    if _AFTER_ROLE.search(before) and _may_be_name(after):
        return " "
    return " " if _SIGNED.search(before) and _NEXT_ROLE.match(after) else ""


def _may_be_name(text: str) -> bool:
    if text[0].isascii() and text[0].isalpha():
        return True
    return text[0] in SURNAMES and bool(_NAME.match(text))


def _single_spaces(runs: Runs) -> Runs:
    out: list[Run] = []
    ended = False
    for run in runs:
        text = re.sub(" {2,}", " ", run.text)
        text = text.removeprefix(" ") if ended else text
        if text:
            ended = text.endswith(" ")
            out.append(replace(run, text=text))
    return join_runs(out)
