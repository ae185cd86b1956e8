"""What a writer is told about HTML from outside: a code for scripts and a sentence for people."""

from __future__ import annotations

from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass, field

_LONGEST = 24  # characters of what is quoted
_MOST = 3  # passages that are quoted

#: In the order in which they are told. {n} is how many, {said} quotes them.
_SENTENCES = {
    "deleted": "有{n}处删去的文字（修订或删除线）没有贴进正文{said}。",
    "comment": "有{n}处批注没有贴进正文{said}。",
    "hidden": "有{n}处隐藏的文字没有贴进正文{said}。",
    "footnote": "有{n}处脚注或尾注没有贴进正文{said}；要用的请补在文中。",
    "running": "有{n}处页眉或页脚没有贴进正文{said}。",
    "field": "有{n}处域代码没有贴进正文{said}。",
    "picture": "贴来的文字里有{n}幅图，没有一起贴进来\N{FULLWIDTH COLON}请在下面“图片”里加。",
    "drawn": "图形里有{n}处文字没有贴进正文{said}；要用的请补在文中。",
    "link": "有{n}处链接的地址不完整或打不开，只留下了文字{said}；要链接的请补上完整的网址。",
    "rule": "有{n}条分隔线没有贴进正文；上下要分开的，请加小标题。",
    "media": "有{n}处视频、音频或嵌入的内容没有贴进正文。",
    "merged_cells": "表格里有{n}个合并的单元格，已拆开，文字在读者需要的格里重复，请核对。",
    "nested_table": "表格里套着表格{n}处，里面的表已写成文字，请核对{said}。",
    "equation": "有{n}个公式，照字写成一行，请核对{said}。",
    "symbol": "有{n}处符号字体里的字认不出，以〓代替，请核对{said}。",
    "reversed": "有{n}处文字在原文里倒着显示，贴进来的是存着的次序，请核对{said}。",
    "reordered": "有{n}处文字由网页调换了先后，贴进来的是存着的次序，请核对{said}。",
    "control": "文字里混进了看不见的控制字符{said}，已经去掉，其余一字未动。",
    "broken": "有{n}处字符残缺，认不出，显示为�{said}；请对照原文补上。",
    "turned": "贴来的文字里有看不见的改变方向的字符{said}，存稿时会退回，请删去那一处，重新输入。",
    "styles": "原文的样式太多，没有全看\N{FULLWIDTH COLON}请核对有没有删去的、隐藏的文字混了进来。",
    "too_deep": "原文格式层层相套，读不全，只留下了文字；请核对段落。",
}


@dataclass(frozen=True, slots=True)
class Note:
    code: str
    text: str


@dataclass(slots=True)
class Findings:
    """What has been left out so far: passages of text, by code."""

    passages: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, code: str, passage: str = "") -> None:
        self.passages[code].append(" ".join(passage.split()))

    def copy(self) -> Findings:
        return Findings(deepcopy(self.passages))

    def count(self, code: str) -> int:
        return len(self.passages.get(code, ()))

    def notes(self) -> tuple[Note, ...]:
        return tuple(
            Note(code, sentence.format(n=self.count(code), said=self._quote(code)))
            for code, sentence in _SENTENCES.items()
            if self.count(code)
        )

    def _quote(self, code: str) -> str:
        texts = [text for text in dict.fromkeys(self.passages[code]) if text]
        if not texts:
            return ""
        said = "、".join(
            f"“{text if len(text) <= _LONGEST else text[:_LONGEST] + '……'}”"
            for text in texts[:_MOST]
        )
        return f"\N{FULLWIDTH COLON}{said}{'等' if len(texts) > _MOST else ''}"
